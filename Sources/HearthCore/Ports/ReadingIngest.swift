/// Takes what gateways measured.
public protocol ReadingIngest: Sendable {
    /// Stores all of the measurements, or none and throws; the outcomes are in the order of the measurements.
    ///
    /// An outcome is durable: the readings, the changes of alerts and what must be told of them are committed in one
    /// transaction before this returns. A repeat is harmless. The principal must be a gateway.
    func ingest(_ readings: [IncomingReading], as principal: Principal) async throws(CoreError) -> [IngestOutcome]
}

/// Takes what gateways measured.
public protocol ReadingIngest: Sendable {
    /// False while more waits to be stored than may: what is brought now would be told to come back.
    ///
    /// Asked before a request is read, it keeps those who come back too early from using up what is needed to store.
    var hasRoom: Bool { get }

    /// Stores all of the measurements, or throws; the outcomes are in the order of the measurements.
    ///
    /// An outcome is durable: the readings, the changes of alerts and what must be told of them are committed in one
    /// transaction before this returns. Where the database does not take one of the measurements, that one is refused
    /// and the others are stored, in several transactions; whoever throws then may have stored some. A repeat is
    /// harmless. The principal must be a gateway.
    func ingest(_ readings: [IncomingReading], as principal: Principal) async throws(CoreError) -> [IngestOutcome]
}

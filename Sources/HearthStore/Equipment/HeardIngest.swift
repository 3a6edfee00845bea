import HearthCore

/// Notes of each gateway that uploads that it was heard.
struct HeardIngest: ReadingIngest {
    let ingest: any ReadingIngest
    let heard: HeardGateways

    var hasRoom: Bool { ingest.hasRoom }

    func ingest(
        _ readings: [IncomingReading],
        as principal: Principal
    ) async throws(CoreError) -> [IngestOutcome] {
        let outcomes = try await ingest.ingest(readings, as: principal)
        if case .gateway(let gateway) = principal.subject { heard.note(gateway, of: principal.organization) }
        return outcomes
    }
}

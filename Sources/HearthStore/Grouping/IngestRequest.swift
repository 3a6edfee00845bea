import HearthCore

/// What one call of a gateway wants stored: all of it or nothing.
struct IngestRequest: Sendable {
    let organization: OrganizationID
    let uploader: Uploader
    let readings: [IncomingReading]
}

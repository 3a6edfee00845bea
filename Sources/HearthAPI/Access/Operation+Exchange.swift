extension Operation {
    /// The most bytes of a batch of readings: a thousand items with their raw bytes are under 2 MiB.
    private static let batchBytes = 4 * 1_024 * 1_024
    /// The most bytes of every other body: the largest is a note of 1,000 characters.
    private static let formBytes = 64 * 1_024

    /// The content type that a body must have; nil when the operation reads none.
    var consumes: MediaType? {
        switch self {
        case .postReadings, .createPatient, .putLimits, .createDevice, .createAssignment, .endAssignment,
            .createGateway, .enrollGateway, .acknowledgeAlert, .resolveAlert, .releaseQuarantineEntry,
            .discardQuarantineEntry, .createUser:
            .json
        case .updatePatient: .mergePatch
        default: nil
        }
    }

    /// The most bytes of a body.
    var bodyLimitBytes: Int { self == .postReadings ? Self.batchBytes : Self.formBytes }

    /// The content type of the answer.
    var produces: MediaType {
        switch self {
        case .streamAlerts: .eventStream
        case .getDescription: .yaml
        case .metrics: .prometheus
        default: .json
        }
    }

    /// The query parameters that are known; another one is refused, so that no misspelt filter shows too much.
    var queryParameters: Set<String> {
        switch self {
        case .listPatients, .listDevices, .listAssignments, .listGateways, .listUsers, .listLimitVersions:
            ["cursor", "limit"]
        case .listReadings: ["kind", "from", "to", "cursor", "limit"]
        case .getTrend: ["metric", "from", "to", "bucket"]
        case .listAlerts: ["state", "patientId", "cursor", "limit"]
        case .listQuarantine: ["stage", "reason", "cursor", "limit"]
        default: []
        }
    }

    /// The query parameters that may be given more than once.
    var repeatableQueryParameters: Set<String> { self == .listAlerts ? ["state"] : [] }
}

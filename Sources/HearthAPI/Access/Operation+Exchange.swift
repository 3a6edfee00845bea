extension Operation {
    /// The content type that a body must have; nil when the operation reads none.
    var consumes: MediaType? {
        switch self {
        case .postReadings, .postGatewayReport, .orderPairing, .finishPairing, .createPatient, .putLimits,
            .createDevice,
            .createAssignment, .endAssignment, .correctReading, .withdrawReading, .createGateway, .enrollGateway,
            .acknowledgeAlert, .resolveAlert, .releaseQuarantineEntry,
            .discardQuarantineEntry, .createUser:
            .json
        case .updatePatient: .mergePatch
        default: nil
        }
    }

    /// The content type of the answer.
    var produces: MediaType {
        switch self {
        case .streamAlerts: .eventStream
        case .getDescription: .yaml
        case .metrics: .prometheus
        default: .json
        }
    }

    /// The answer holds a token, an enrolment code or a passkey, and is never compressed: its length must not tell
    /// about it.
    var answersSecret: Bool {
        switch self {
        case .postGatewayReport, .createGateway, .enrollGateway, .renewEnrolmentCode, .rotateGateway, .renewCredential,
            .createUser:
            true
        default: false
        }
    }

    /// The query parameters that are known; another one is refused, so that no misspelt filter shows too much.
    var queryParameters: Set<String> {
        switch self {
        case .listPatients, .listDevices, .listAssignments, .listGateways, .listPairings, .listUsers,
            .listLimitVersions,
            .listReadingVersions:
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

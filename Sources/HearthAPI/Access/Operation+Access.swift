import HearthCore

extension Operation {
    /// The roles that may ask for the operation; nil when no token is needed.
    ///
    /// | | gateway | clinician | on-call | administrator |
    /// |---|---|---|---|---|
    /// | upload readings, report how it is | yes | | | |
    /// | renew and confirm its own token | yes | | | |
    /// | see patients, readings, limits, devices | | yes | yes | yes |
    /// | change patients, limits, devices, assignments | | yes | | yes |
    /// | correct and withdraw readings | | yes | | yes |
    /// | see and act on alerts | | yes | yes | yes |
    /// | see and decide on the quarantine | | yes | | yes |
    /// | order that a gateway pairs a device | | yes | | yes |
    /// | see how a gateway is | | | yes | yes |
    /// | gateways and users | | | | yes |
    ///
    /// An administrator does not upload: what stands in a record came from a gateway, or was released by a person.
    var roles: Set<Role>? {
        switch self {
        case .postReadings, .postGatewayReport, .renewCredential, .confirmCredential, .finishPairing: [.gateway]
        case .listPatients, .getPatient, .listReadings, .latestReadings, .getReading, .listReadingVersions, .getTrend,
            .listLimits, .listLimitVersions, .listDevices, .getDevice, .listAssignments:
            [.clinician, .onCall, .administrator]
        case .listAlerts, .streamAlerts, .getAlert, .acknowledgeAlert, .resolveAlert:
            [.clinician, .onCall, .administrator]
        case .createPatient, .updatePatient, .putLimits, .createDevice, .createAssignment, .endAssignment,
            .correctReading, .withdrawReading:
            [.clinician, .administrator]
        case .listQuarantine, .getQuarantineEntry, .releaseQuarantineEntry, .discardQuarantineEntry:
            [.clinician, .administrator]
        case .orderPairing, .listPairings, .getPairing, .withdrawPairing: [.clinician, .administrator]
        case .getGatewayReport: [.onCall, .administrator]
        case .listGateways, .createGateway, .getGateway, .renewEnrolmentCode, .rotateGateway, .revokeGateway,
            .listUsers, .createUser, .revokeUser:
            [.administrator]
        case .enrollGateway, .getDescription, .health, .readiness, .metrics: nil
        }
    }
}

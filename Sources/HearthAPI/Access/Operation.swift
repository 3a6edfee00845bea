import HTTPTypes

/// Everything that can be asked for, under the `operationId` of `openapi.yaml`.
///
/// The tables in this type's extensions say who may ask, how, and with what: there is no second place for that.
enum Operation: String, CaseIterable, Sendable {
    case postReadings
    case listPatients, createPatient, getPatient, updatePatient
    case listReadings, latestReadings, getReading, listReadingVersions, correctReading, withdrawReading, getTrend
    case listLimits, listLimitVersions, putLimits
    case listDevices, createDevice, getDevice
    case listAssignments, createAssignment, endAssignment
    case listGateways, createGateway, getGateway, getGatewayReport, postGatewayReport
    case enrollGateway, renewEnrolmentCode, rotateGateway, revokeGateway, renewCredential, confirmCredential
    case orderPairing, listPairings, getPairing, withdrawPairing, finishPairing
    case listAlerts, streamAlerts, getAlert, acknowledgeAlert, resolveAlert
    case listQuarantine, getQuarantineEntry, releaseQuarantineEntry, discardQuarantineEntry
    case listUsers, createUser, revokeUser
    case getDescription, health, readiness, metrics

    /// The method and the template of the path.
    var route: (method: HTTPRequest.Method, template: String) {
        switch self {
        case .postReadings: (.post, "/v1/readings")
        case .listPatients: (.get, "/v1/patients")
        case .createPatient: (.post, "/v1/patients")
        case .getPatient: (.get, "/v1/patients/{patientId}")
        case .updatePatient: (.patch, "/v1/patients/{patientId}")
        case .listReadings: (.get, "/v1/patients/{patientId}/readings")
        case .latestReadings: (.get, "/v1/patients/{patientId}/readings/latest")
        case .getReading: (.get, "/v1/patients/{patientId}/readings/{readingId}")
        case .listReadingVersions: (.get, "/v1/patients/{patientId}/readings/{readingId}/versions")
        case .correctReading: (.post, "/v1/patients/{patientId}/readings/{readingId}/correct")
        case .withdrawReading: (.post, "/v1/patients/{patientId}/readings/{readingId}/withdraw")
        case .getTrend: (.get, "/v1/patients/{patientId}/trends")
        case .listLimits: (.get, "/v1/patients/{patientId}/limits")
        case .listLimitVersions: (.get, "/v1/patients/{patientId}/limits/{metric}")
        case .putLimits: (.put, "/v1/patients/{patientId}/limits/{metric}")
        case .listDevices: (.get, "/v1/devices")
        case .createDevice: (.post, "/v1/devices")
        case .getDevice: (.get, "/v1/devices/{deviceId}")
        case .listAssignments: (.get, "/v1/devices/{deviceId}/assignments")
        case .createAssignment: (.post, "/v1/devices/{deviceId}/assignments")
        case .endAssignment: (.post, "/v1/assignments/{assignmentId}/end")
        case .listGateways: (.get, "/v1/gateways")
        case .createGateway: (.post, "/v1/gateways")
        case .getGateway: (.get, "/v1/gateways/{gatewayId}")
        case .getGatewayReport: (.get, "/v1/gateways/{gatewayId}/report")
        case .postGatewayReport: (.post, "/v1/gateways/self/reports")
        case .enrollGateway: (.post, "/v1/gateways/enroll")
        case .renewEnrolmentCode: (.post, "/v1/gateways/{gatewayId}/code")
        case .rotateGateway: (.post, "/v1/gateways/{gatewayId}/rotate")
        case .revokeGateway: (.post, "/v1/gateways/{gatewayId}/revoke")
        case .renewCredential: (.post, "/v1/gateways/self/credential")
        case .confirmCredential: (.post, "/v1/gateways/self/credential/confirm")
        case .orderPairing: (.post, "/v1/gateways/{gatewayId}/pairings")
        case .listPairings: (.get, "/v1/gateways/{gatewayId}/pairings")
        case .getPairing: (.get, "/v1/gateways/{gatewayId}/pairings/{pairingId}")
        case .withdrawPairing: (.post, "/v1/gateways/{gatewayId}/pairings/{pairingId}/withdraw")
        case .finishPairing: (.post, "/v1/gateways/self/pairings/{pairingId}/outcome")
        case .listAlerts: (.get, "/v1/alerts")
        case .streamAlerts: (.get, "/v1/alerts/stream")
        case .getAlert: (.get, "/v1/alerts/{alertId}")
        case .acknowledgeAlert: (.post, "/v1/alerts/{alertId}/acknowledge")
        case .resolveAlert: (.post, "/v1/alerts/{alertId}/resolve")
        case .listQuarantine: (.get, "/v1/quarantine")
        case .getQuarantineEntry: (.get, "/v1/quarantine/{entryId}")
        case .releaseQuarantineEntry: (.post, "/v1/quarantine/{entryId}/release")
        case .discardQuarantineEntry: (.post, "/v1/quarantine/{entryId}/discard")
        case .listUsers: (.get, "/v1/users")
        case .createUser: (.post, "/v1/users")
        case .revokeUser: (.post, "/v1/users/{userId}/revoke")
        case .getDescription: (.get, "/v1/openapi.yaml")
        case .health: (.get, "/healthz")
        case .readiness: (.get, "/readyz")
        case .metrics: (.get, "/metrics")
        }
    }
}

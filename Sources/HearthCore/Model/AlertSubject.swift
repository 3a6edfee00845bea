/// What an alert is about.
public enum AlertSubject: Hashable, Sendable {
    /// What was measured of a patient.
    case patient(PatientID)
    /// The agent in a home.
    case gateway(GatewayID)
    /// A measuring device.
    case device(DeviceID)
    /// The server itself.
    case server

    /// The patient; nil when it is about equipment.
    public var patient: PatientID? {
        guard case .patient(let id) = self else { return nil }
        return id
    }
}

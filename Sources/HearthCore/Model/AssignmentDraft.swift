/// An assignment to be made.
public struct AssignmentDraft: Hashable, Sendable {
    /// The device.
    public var device: DeviceID
    /// The device's user index, 0 to 254; nil for all that the device measures.
    public var userIndex: Int?
    /// The patient.
    public var patient: PatientID
    /// While it lasts.
    public var span: TimeSpan

    /// Makes the value; it is checked when it is stored.
    public init(device: DeviceID, userIndex: Int? = nil, patient: PatientID, span: TimeSpan) {
        self.device = device
        self.userIndex = userIndex
        self.patient = patient
        self.span = span
    }
}

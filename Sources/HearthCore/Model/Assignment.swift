/// Says who uses a device during a span of time; the reading's own time decides whose it is.
public struct Assignment: Hashable, Sendable {
    /// The key.
    public let id: AssignmentID
    /// The device.
    public let device: DeviceID
    /// The device's user index, 0 to 254; nil when the patient is the device's only user.
    public let userIndex: Int?
    /// The patient.
    public let patient: PatientID
    /// While it lasts.
    ///
    /// No two assignments of one device (and user index) overlap.
    public let span: TimeSpan

    /// Makes the value; the store does.
    public init(id: AssignmentID, device: DeviceID, userIndex: Int?, patient: PatientID, span: TimeSpan) {
        self.id = id
        self.device = device
        self.userIndex = userIndex
        self.patient = patient
        self.span = span
    }
}

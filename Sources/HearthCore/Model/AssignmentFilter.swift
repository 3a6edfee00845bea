/// Which assignments to list; nil does not restrict.
public struct AssignmentFilter: Hashable, Sendable {
    /// Only those of one device.
    public var device: DeviceID?
    /// Only those to one patient.
    public var patient: PatientID?

    /// Makes the value.
    public init(device: DeviceID? = nil, patient: PatientID? = nil) {
        self.device = device
        self.patient = patient
    }
}

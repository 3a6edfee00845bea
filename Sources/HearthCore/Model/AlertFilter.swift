import Alerting

/// Which alerts to list; nil does not restrict.
public struct AlertFilter: Hashable, Sendable {
    /// Only those in one of these states; nil means every state that is still open.
    public var states: Set<AlertState>?
    /// Only those about one patient.
    public var patient: PatientID?

    /// Makes the value; every open alert, unless said otherwise.
    public init(states: Set<AlertState>? = nil, patient: PatientID? = nil) {
        self.states = states
        self.patient = patient
    }
}

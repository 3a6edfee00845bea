import Alerting

/// For whom limits hold.
public enum LimitScope: Hashable, Sendable {
    /// The default of a group of patients.
    case group(LimitGroup)
    /// One patient's own, which replaces the group's for that metric.
    case patient(PatientID)
}

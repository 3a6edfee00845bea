/// The groups of patients that have default limits of their own; the raw values are stored.
public enum LimitGroup: String, Sendable, Hashable, CaseIterable {
    /// Everybody whom no other group fits.
    case standard
    /// People with chronic heart failure.
    case heartFailure = "heart-failure"
    /// People with chronic obstructive pulmonary disease, whose usual oxygen saturation is low.
    case copd
    /// People treated for high blood pressure.
    case hypertension
    /// People with diabetes.
    case diabetes
}

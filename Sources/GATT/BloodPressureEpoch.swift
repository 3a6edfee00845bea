/// The year on whose first of January a cuff began to count seconds.
public enum BloodPressureEpoch: Int, Hashable, Sendable, CaseIterable {
    /// 1900.
    case year1900 = 1900
    /// 2000.
    case year2000 = 2000
}

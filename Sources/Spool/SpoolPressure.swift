/// How full the spool is.
public enum SpoolPressure: String, Sendable, Equatable, CaseIterable {
    /// There is room.
    case normal
    /// More than `SpoolLimits.pressurePercent` is used: somebody should look why nothing is delivered.
    case nearlyFull = "nearly-full"
    /// There is no room: devices are not confirmed and keep what they hold.
    case full

    init(usedBytes: Int, maximumBytes: Int) {
        if usedBytes >= maximumBytes {
            self = .full
        } else if usedBytes >= maximumBytes / 100 * SpoolLimits.pressurePercent {
            self = .nearlyFull
        } else {
            self = .normal
        }
    }
}

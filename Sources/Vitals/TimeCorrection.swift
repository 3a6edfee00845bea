/// How the instant of a reading came from what its device said.
public struct TimeCorrection: Sendable, Hashable {
    /// The ways to correct a device's time; the raw values are stored and go over the wire.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The device's time stamp was taken as it is.
        case none
        /// The device's clock was off by an offset that was measured at connection.
        case deviceClockOffset = "device-clock-offset"
        /// The device gave no time stamp: the reading took place when it was received.
        case receptionTime = "reception-time"
        /// The local time happens twice as the clocks go back, and one of the two was chosen.
        case daylightSavingFold = "daylight-saving-fold"
        /// The local time is skipped as the clocks go forward: the device's clock had not been put forward.
        case daylightSavingGap = "daylight-saving-gap"
        /// A person who released or corrected the reading said when it took place; no gateway says this.
        case reviewed
    }

    /// Why the time was corrected.
    public let reason: Reason
    /// The seconds that were added to the device's time; for a reviewed one, to the time that the gateway submitted.
    public let offsetSeconds: Int

    /// Records a correction.
    public init(reason: Reason, offsetSeconds: Int = 0) {
        self.reason = reason
        self.offsetSeconds = offsetSeconds
    }

    /// The device's time stamp was taken as it is.
    public static let none = TimeCorrection(reason: .none)
}

import Vitals

/// When the gateway last set a device's clock, and how far that was off until then.
///
/// What the device had recorded before shows a time before the setting.
public struct ClockSetting: Sendable, Hashable {
    /// When it was set.
    public let setAt: Instant
    /// Seconds to add to what the clock showed until then to get what a clock on the household's wall showed.
    public let offsetSeconds: Int

    /// Describes a setting.
    public init(setAt: Instant, offsetSeconds: Int) {
        self.setAt = setAt
        self.offsetSeconds = offsetSeconds
    }
}

extension ClockSetting: Codable {
    private enum CodingKeys: String, CodingKey { case setAt, offsetSeconds }

    /// Reads the milliseconds since 1970 and the seconds.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            setAt: Instant(millisecondsSince1970: try container.decode(Int64.self, forKey: .setAt)),
            offsetSeconds: try container.decode(Int.self, forKey: .offsetSeconds)
        )
    }

    /// Writes the milliseconds since 1970 and the seconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(setAt.millisecondsSince1970, forKey: .setAt)
        try container.encode(offsetSeconds, forKey: .offsetSeconds)
    }
}

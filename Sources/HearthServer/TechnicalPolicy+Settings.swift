import Alerting
import Settings

extension TechnicalPolicy {
    /// Long enough for every household; what is longer is a slip of the pen.
    private static let seconds = 1...31_622_400

    /// A server must say at least twice that it is alive before its silence would count.
    private static let twoLooks = 2...seconds.upperBound

    /// Reads what differs from the defaults.
    ///
    /// - Throws: `SettingsError`, which names the key; also when a battery would be low and good at once.
    init(reading settings: SettingsReader) throws(SettingsError) {
        self.init()
        func read(_ key: String, _ fallback: Int, in bounds: ClosedRange<Int>) throws(SettingsError) -> Int {
            try settings.integer("technical.\(key)", default: fallback, in: bounds)
        }
        gatewaySilenceSeconds = try read("gatewaySilenceSeconds", gatewaySilenceSeconds, in: Self.seconds)
        deviceSilenceSeconds = try read("deviceSilenceSeconds", deviceSilenceSeconds, in: Self.seconds)
        serverSilenceSeconds = try read("serverSilenceSeconds", serverSilenceSeconds, in: Self.twoLooks)
        uploadDelaySeconds = try read("uploadDelaySeconds", uploadDelaySeconds, in: Self.seconds)
        batteryLowPercent = try read("batteryLowPercent", batteryLowPercent, in: 0...(batteryGoodPercent - 1))
        clockOffsetSeconds = try read("clockOffsetSeconds", clockOffsetSeconds, in: clockRightSeconds...86_400)
    }
}

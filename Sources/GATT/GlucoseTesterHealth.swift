import Vitals

/// Who measured and how the person was: two half bytes that always come together.
///
/// ```
///  7      4 3      0
/// +--------+--------+
/// | health | tester |
/// +--------+--------+
/// ```
public struct GlucoseTesterHealth: Hashable, Sendable {
    /// Who measured.
    public let tester: GlucoseTester
    /// How the person was.
    public let health: GlucoseHealth

    /// Pairs the two.
    ///
    /// - Parameters:
    ///   - tester: Who measured.
    ///   - health: How the person was.
    public init(tester: GlucoseTester, health: GlucoseHealth) {
        self.tester = tester
        self.health = health
    }

    init(byte: UInt8) {
        tester = GlucoseTester(rawValue: byte & 0x0F)
        health = GlucoseHealth(rawValue: byte >> 4)
    }

    var byte: UInt8 { health.rawValue << 4 | tester.rawValue & 0x0F }

    /// Both by name.
    public var flags: [MeasurementFlag] { [tester.flag, health.flag].compactMap(\.self) }
}

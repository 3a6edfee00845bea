import Vitals

/// What glucose was measured in and where it was taken: two half bytes that always come together.
///
/// ```
///  7        4 3        0
/// +----------+----------+
/// | location |   type   |
/// +----------+----------+
/// ```
public struct GlucoseSample: Hashable, Sendable {
    /// What was measured.
    public let type: GlucoseSampleType
    /// Where it was taken.
    public let location: GlucoseSampleLocation

    /// Pairs the two.
    ///
    /// - Parameters:
    ///   - type: What was measured.
    ///   - location: Where it was taken.
    public init(_ type: GlucoseSampleType, at location: GlucoseSampleLocation) {
        self.type = type
        self.location = location
    }

    init(byte: UInt8) {
        type = GlucoseSampleType(rawValue: byte & 0x0F)
        location = GlucoseSampleLocation(rawValue: byte >> 4)
    }

    var byte: UInt8 { location.rawValue << 4 | type.rawValue & 0x0F }

    /// Type and location by name; the control solution is named once.
    public var flags: [MeasurementFlag] {
        let names = [type.flag, location.flag].compactMap(\.self)
        return names == [.controlSolution, .controlSolution] ? [.controlSolution] : names
    }
}

/// How far the time that a meter's user sees is from its base time (GATT Specification Supplement, Glucose
/// Measurement, Time Offset).
///
/// A meter never changes its base time when its user sets the clock: it notes the difference instead, so that records
/// keep their order.
public enum GlucoseTimeOffset: Hashable, Sendable {
    /// Minutes from the base time to the time that the user sees, −32767 to 32766.
    case minutes(Int16)
    /// 0x7FFF: further ahead than the field can say.
    case overrun
    /// 0x8000: further behind than the field can say.
    case underrun

    init(_ bits: UInt16) {
        switch bits {
        case 0x7FFF: self = .overrun
        case 0x8000: self = .underrun
        default: self = .minutes(Int16(bitPattern: bits))
        }
    }

    var bits: UInt16 {
        switch self {
        case .minutes(let minutes): UInt16(bitPattern: minutes)
        case .overrun: 0x7FFF
        case .underrun: 0x8000
        }
    }
}

/// What a gateway writes to the control point of a continuous glucose monitor, 0x2AAC (GATT Specification Supplement,
/// CGM Specific Ops Control Point).
///
/// ```
///  0         1
/// +---------+ - - - - -+ - - - - -+
/// | op code |  operand |  E2E-CRC |   1 set the interval (u8 min), 2 get it, 26 start the session
/// +---------+ - - - - -+ - - - - -+
/// ```
/// Calibrating, setting the device's alert levels and stopping a session are a person's to do at the device: they have
/// no name here, so that they cannot be sent.
public struct CGMControlRequest: CharacteristicValue {
    /// The requests.
    public enum Operation: Hashable, Sendable {
        /// Measure every so many minutes; 0 stops periodic notifications, 255 is as often as the device can.
        case setCommunicationInterval(minutes: UInt8)
        /// Say how often you measure.
        case getCommunicationInterval
        /// Start the session.
        case startSession
    }

    /// 0x2AAC.
    public static let uuid = CharacteristicUUID.cgmSpecificOpsControlPoint

    /// What is requested.
    public let operation: Operation
    /// Whether the request has a checksum: when the device protects its values.
    public let isProtected: Bool

    /// Describes a request.
    ///
    /// - Parameters:
    ///   - operation: What is requested.
    ///   - isProtected: Whether the request has a checksum.
    public init(_ operation: Operation, isProtected: Bool) {
        self.operation = operation
        self.isProtected = isProtected
    }

    /// Reads the request from the bytes of a write, as a simulated device does.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte; any other op code is out of range.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        switch try reader.uint8("op code") {
        case 1: operation = .setCommunicationInterval(minutes: try reader.uint8("communication interval"))
        case 2: operation = .getCommunicationInterval
        case 26: operation = .startSession
        default: throw GATTError(.outOfRange, at: 0, expected: "op code (1, 2 or 26)")
        }
        isProtected = try reader.finishWithChecksum()
    }

    /// Writes the request.
    ///
    /// - Returns: One to four bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        switch operation {
        case .setCommunicationInterval(let minutes):
            writer.uint8(1)
            writer.uint8(minutes)
        case .getCommunicationInterval: writer.uint8(2)
        case .startSession: writer.uint8(26)
        }
        if isProtected { writer.checksum() }
        return writer.bytes
    }
}

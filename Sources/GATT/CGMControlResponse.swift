/// What a continuous glucose monitor indicates from its control point, 0x2AAC (GATT Specification Supplement, CGM
/// Specific Ops Control Point).
///
/// ```
///  0         1
/// +---------+---------------------------+ - - - - -+
/// | op code | u8 communication interval |  E2E-CRC |   op code 3
/// | op code | u8 request, u8 response   |          |   op code 28
/// +---------+---------------------------+ - - - - -+
/// ```
public struct CGMControlResponse: CharacteristicValue {
    /// The responses.
    public enum Answer: Hashable, Sendable {
        /// It measures every so many minutes.
        case communicationInterval(minutes: UInt8)
        /// The request of that op code ended so: 1 success, 2 op code not supported, 3 invalid operand, 4 not
        /// completed, 5 parameter out of range.
        case response(toOpCode: UInt8, code: UInt8)
    }

    /// 0x2AAC.
    public static let uuid = CharacteristicUUID.cgmSpecificOpsControlPoint

    /// What is answered.
    public let answer: Answer
    /// Whether the response has a checksum.
    public let isProtected: Bool

    /// Describes a response, as a simulated device does.
    ///
    /// - Parameters:
    ///   - answer: What is answered.
    ///   - isProtected: Whether the response has a checksum.
    public init(_ answer: Answer, isProtected: Bool = false) {
        self.answer = answer
        self.isProtected = isProtected
    }

    /// Reads the response from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        switch try reader.uint8("op code") {
        case 3: answer = .communicationInterval(minutes: try reader.uint8("communication interval"))
        case 28:
            let opCode = try reader.uint8("request op code")
            answer = .response(toOpCode: opCode, code: try reader.uint8("response code"))
        default: throw GATTError(.outOfRange, at: 0, expected: "op code (3 or 28)")
        }
        isProtected = try reader.finishWithChecksum()
    }

    /// Writes the response as a device would indicate it.
    ///
    /// - Returns: Two to five bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        switch answer {
        case .communicationInterval(let minutes):
            writer.uint8(3)
            writer.uint8(minutes)
        case .response(let opCode, let code):
            writer.uint8(28)
            writer.uint8(opCode)
            writer.uint8(code)
        }
        if isProtected { writer.checksum() }
        return writer.bytes
    }
}

/// What a shared device indicates from its user control point, 0x2A9F (User Data Service 1.0, 3.3).
///
/// ```
///  0         1         2
/// +---------+---------+----------+ - - - - - -+
/// | op code | request | response |  parameter |   0x20, u8, u8, none or more bytes
/// +---------+---------+----------+ - - - - - -+
/// ```
public struct UserControlResponse: CharacteristicValue {
    /// 0x2A9F.
    public static let uuid = CharacteristicUUID.userControlPoint

    /// The op code of the request that is answered.
    public let requestOpCode: UInt8
    /// How it ended: 1 success, 2 op code not supported, 3 invalid parameter, 4 failed, 5 user not authorised.
    public let code: UInt8
    /// What the request asked for, if anything.
    public let parameter: [UInt8]

    /// Whether the request was done.
    public var isSuccess: Bool { code == 1 }

    private static let opCode: UInt8 = 0x20

    /// Describes a response, as a simulated device does.
    ///
    /// - Parameters:
    ///   - requestOpCode: The op code of the request that is answered.
    ///   - code: How it ended.
    ///   - parameter: What the request asked for, if anything.
    public init(requestOpCode: UInt8, code: UInt8, parameter: [UInt8] = []) {
        self.requestOpCode = requestOpCode
        self.code = code
        self.parameter = parameter
    }

    /// Reads the response from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        _ = try reader.uint8("op code", in: Self.opCode...Self.opCode)
        requestOpCode = try reader.uint8("request op code")
        code = try reader.uint8("response value")
        parameter = reader.rest()
    }

    /// Writes the response as a device would indicate it.
    ///
    /// - Returns: Three bytes and the parameter.
    public func encoded() -> [UInt8] { [Self.opCode, requestOpCode, code] + parameter }
}

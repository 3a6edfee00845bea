/// One PDU of the attribute protocol, which is one datagram of a bearer.
public enum ATTPDU: Hashable, Sendable {
    /// Wants a response.
    case request(ATTRequest)
    /// Answers a request.
    case response(ATTResponse)
    /// Replaces a value without an answer.
    case writeCommand(handle: UInt16, value: [UInt8])
    /// A value that the server sends without waiting.
    case notification(handle: UInt16, value: [UInt8])
    /// A value that the server sends and holds until it is confirmed.
    case indication(handle: UInt16, value: [UInt8])
    /// Says that an indication has been taken.
    case confirmation
    /// A PDU that Hearth does not know; its opcode still tells whether it wants a response.
    case unknown(opcode: UInt8)

    /// The format byte of a Find Information Response with 16-bit UUIDs.
    static let shortUUIDFormat: UInt8 = 1
    /// The format byte of a Find Information Response with 128-bit UUIDs.
    static let longUUIDFormat: UInt8 = 2

    /// The PDU's bytes.
    public var encoded: [UInt8] {
        switch self {
        case .request(let request): request.encoded
        case .response(let response): response.encoded
        case .writeCommand(let handle, let value): Self.encode(.writeCommand, handle, value)
        case .notification(let handle, let value): Self.encode(.handleValueNotification, handle, value)
        case .indication(let handle, let value): Self.encode(.handleValueIndication, handle, value)
        case .confirmation: PDUWriter(.handleValueConfirmation).bytes
        case .unknown(let opcode): [opcode]
        }
    }

    private static func encode(_ opcode: ATTOpcode, _ handle: UInt16, _ value: [UInt8]) -> [UInt8] {
        var writer = PDUWriter(opcode)
        writer.uint16(handle)
        writer.append(value)
        return writer.bytes
    }
}

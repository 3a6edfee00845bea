/// A PDU that must be answered before the next one is sent (Core Vol 3 Part F 3.4.2 to 3.4.5).
public enum ATTRequest: Hashable, Sendable {
    /// Tells the peer the longest PDU that this side takes, in bytes.
    case exchangeMTU(UInt16)
    /// Asks for handles and types.
    case findInformation(HandleRange)
    /// Asks for handles and values of one type.
    case readByType(HandleRange, type: BluetoothUUID)
    /// Asks for a value from its beginning.
    case read(handle: UInt16)
    /// Asks for a value from an offset in bytes.
    case readBlob(handle: UInt16, offset: UInt16)
    /// Asks for groups of one type.
    case readByGroupType(HandleRange, type: BluetoothUUID)
    /// Replaces a value.
    case write(handle: UInt16, value: [UInt8])

    /// The first byte of the PDU.
    public var opcode: ATTOpcode {
        switch self {
        case .exchangeMTU: .exchangeMTURequest
        case .findInformation: .findInformationRequest
        case .readByType: .readByTypeRequest
        case .read: .readRequest
        case .readBlob: .readBlobRequest
        case .readByGroupType: .readByGroupTypeRequest
        case .write: .writeRequest
        }
    }

    /// The PDU's bytes.
    public var encoded: [UInt8] {
        var writer = PDUWriter(opcode)
        switch self {
        case .exchangeMTU(let bytes):
            writer.uint16(bytes)
        case .findInformation(let range):
            writer.uint16(range.first)
            writer.uint16(range.last)
        case .readByType(let range, let type), .readByGroupType(let range, let type):
            writer.uint16(range.first)
            writer.uint16(range.last)
            writer.append(type.littleEndian)
        case .read(let handle):
            writer.uint16(handle)
        case .readBlob(let handle, let offset):
            writer.uint16(handle)
            writer.uint16(offset)
        case .write(let handle, let value):
            writer.uint16(handle)
            writer.append(value)
        }
        return writer.bytes
    }
}

/// The answer to a request (Core Vol 3 Part F 3.4.1 to 3.4.5).
public enum ATTResponse: Hashable, Sendable {
    /// The request failed at a handle (0 where it names none).
    case error(opcode: UInt8, handle: UInt16, code: ATTErrorCode)
    /// The longest PDU that the peer takes, in bytes.
    case exchangeMTU(UInt16)
    /// At least one attribute; on the wire all types have the same size, the long one unless all have a short.
    case findInformation([AttributeInformation])
    /// At least one attribute; all values have the same size.
    case readByType([AttributeData])
    /// The beginning of a value.
    case read([UInt8])
    /// A part of a value.
    case readBlob([UInt8])
    /// At least one group; all values have the same size.
    case readByGroupType([AttributeGroup])
    /// The value was replaced.
    case write

    /// The first byte of the PDU.
    public var opcode: ATTOpcode {
        switch self {
        case .error: .errorResponse
        case .exchangeMTU: .exchangeMTUResponse
        case .findInformation: .findInformationResponse
        case .readByType: .readByTypeResponse
        case .read: .readResponse
        case .readBlob: .readBlobResponse
        case .readByGroupType: .readByGroupTypeResponse
        case .write: .writeResponse
        }
    }

    /// The PDU's bytes.
    ///
    /// The entries of a list must have one size, that of the first.
    public var encoded: [UInt8] {
        var writer = PDUWriter(opcode)
        switch self {
        case .error(let opcode, let handle, let code):
            writer.uint8(opcode)
            writer.uint16(handle)
            writer.uint8(code.rawValue)
        case .exchangeMTU(let bytes):
            writer.uint16(bytes)
        case .findInformation(let entries):
            writer.write(information: entries)
        case .readByType(let entries):
            writer.uint8(UInt8(2 + (entries.first?.value.count ?? 0)))
            for entry in entries {
                writer.uint16(entry.handle)
                writer.append(entry.value)
            }
        case .read(let value), .readBlob(let value):
            writer.append(value)
        case .readByGroupType(let groups):
            writer.uint8(UInt8(4 + (groups.first?.value.count ?? 0)))
            for group in groups {
                writer.uint16(group.handles.first)
                writer.uint16(group.handles.last)
                writer.append(group.value)
            }
        case .write:
            break
        }
        return writer.bytes
    }
}

extension PDUWriter {
    fileprivate mutating func write(information entries: [AttributeInformation]) {
        let isShort = entries.allSatisfy { $0.type.short != nil }
        uint8(isShort ? ATTPDU.shortUUIDFormat : ATTPDU.longUUIDFormat)
        for entry in entries {
            uint16(entry.handle)
            append(isShort ? entry.type.littleEndian : entry.type.longLittleEndian)
        }
    }
}

extension ATTPDU {
    /// Reads one datagram.
    ///
    /// - Throws: `ATTError.malformed` with the byte at which the PDU breaks the protocol.
    public init(decoding bytes: [UInt8]) throws(ATTError) {
        var reader = PDUReader(bytes)
        guard bytes.count <= ATTLimits.maximumMTU else { throw reader.fault(.tooLong, at: ATTLimits.maximumMTU) }
        let raw = try reader.uint8()
        guard let opcode = ATTOpcode(rawValue: raw) else {
            self = .unknown(opcode: raw)
            return
        }
        self = try reader.pdu(opcode)
        try reader.end()
    }
}

extension PDUReader {
    fileprivate mutating func pdu(_ opcode: ATTOpcode) throws(ATTError) -> ATTPDU {
        switch opcode {
        case .exchangeMTURequest: .request(.exchangeMTU(try uint16()))
        case .findInformationRequest: .request(.findInformation(try range()))
        case .readByTypeRequest: .request(.readByType(try range(), type: try uuid(count: remaining)))
        case .readRequest: .request(.read(handle: try uint16()))
        case .readBlobRequest: .request(.readBlob(handle: try uint16(), offset: try uint16()))
        case .readByGroupTypeRequest: .request(.readByGroupType(try range(), type: try uuid(count: remaining)))
        case .writeRequest: .request(.write(handle: try uint16(), value: try value()))
        case .errorResponse: .response(try error())
        case .exchangeMTUResponse: .response(.exchangeMTU(try uint16()))
        case .findInformationResponse: .response(.findInformation(try information()))
        case .readByTypeResponse: .response(.readByType(try attributes()))
        case .readResponse: .response(.read(try value()))
        case .readBlobResponse: .response(.readBlob(try value()))
        case .readByGroupTypeResponse: .response(.readByGroupType(try groups()))
        case .writeResponse: .response(.write)
        case .writeCommand: .writeCommand(handle: try uint16(), value: try value())
        case .handleValueNotification: .notification(handle: try uint16(), value: try value())
        case .handleValueIndication: .indication(handle: try uint16(), value: try value())
        case .handleValueConfirmation: .confirmation
        }
    }

    private mutating func range() throws(ATTError) -> HandleRange {
        HandleRange(first: try uint16(), last: try uint16())
    }

    private mutating func error() throws(ATTError) -> ATTResponse {
        .error(opcode: try uint8(), handle: try uint16(), code: ATTErrorCode(rawValue: try uint8()))
    }

    private mutating func information() throws(ATTError) -> [AttributeInformation] {
        let format = try uint8()
        guard format == ATTPDU.shortUUIDFormat || format == ATTPDU.longUUIDFormat else {
            throw fault(.invalidFormat, at: 1)
        }
        let uuidBytes = format == ATTPDU.shortUUIDFormat ? 2 : 16
        var entries: [AttributeInformation] = []
        for _ in 0..<(try self.entries(of: 2 + uuidBytes)) {
            entries.append(AttributeInformation(handle: try uint16(), type: try uuid(count: uuidBytes)))
        }
        return entries
    }

    /// `length`, then entries of that many bytes: handle (2), value.
    private mutating func attributes() throws(ATTError) -> [AttributeData] {
        let length = Int(try uint8())
        guard length >= 2 else { throw fault(.invalidFormat, at: 1) }
        var entries: [AttributeData] = []
        for _ in 0..<(try self.entries(of: length)) {
            entries.append(AttributeData(handle: try uint16(), value: try take(length - 2)))
        }
        return entries
    }

    /// `length`, then entries of that many bytes: first handle (2), last handle (2), value.
    private mutating func groups() throws(ATTError) -> [AttributeGroup] {
        let length = Int(try uint8())
        guard length >= 4 else { throw fault(.invalidFormat, at: 1) }
        var entries: [AttributeGroup] = []
        for _ in 0..<(try self.entries(of: length)) {
            entries.append(AttributeGroup(handles: try range(), value: try take(length - 4)))
        }
        return entries
    }
}

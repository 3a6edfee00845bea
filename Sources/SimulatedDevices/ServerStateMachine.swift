import ATT

/// Decides what a GATT server answers on one bearer: a datagram goes in, actions come out, no IO inside.
struct ServerStateMachine {
    /// What the shell has to do, in this order.
    enum Action: Equatable {
        case send(ATTPDU)
        /// The client has changed a subscription.
        case subscriptionsChanged
        /// The client has taken the indication that was sent last.
        case confirmed
        case close(ATTError)
    }

    private let table: AttributeTable
    /// The longest PDU of this bearer, in bytes.
    private(set) var mtu = ATTLimits.defaultMTU
    /// By the handle of the characteristic's value.
    private(set) var subscriptions: [UInt16: Subscription] = [:]
    private var written: [UInt16: [UInt8]] = [:]

    init(table: AttributeTable) { self.table = table }

    /// A datagram came.
    mutating func received(_ datagram: [UInt8]) -> [Action] {
        let pdu: ATTPDU
        do throws(ATTError) {
            pdu = try ATTPDU(decoding: datagram)
        } catch {
            guard let opcode = datagram.first, ATTOpcode.wantsResponse(opcode) else { return [.close(error)] }
            return [refuse(opcode, 0, .invalidPDU)]
        }
        switch pdu {
        case .request(let request): return answer(request)
        case .writeCommand(let handle, let value):
            return (try? write(value, to: handle)) ?? []
        case .confirmation: return [.confirmed]
        case .unknown(let opcode):
            return ATTOpcode.wantsResponse(opcode) ? [refuse(opcode, 0, .requestNotSupported)] : []
        case .response(let response): return [.close(.unexpectedResponse(opcode: response.opcode.rawValue))]
        case .notification, .indication: return []
        }
    }

    private mutating func answer(_ request: ATTRequest) -> [Action] {
        do throws(Refusal) {
            switch request {
            case .exchangeMTU(let bytes):
                mtu = min(ATTLimits.maximumMTU, max(ATTLimits.defaultMTU, Int(bytes)))
                return respond(.exchangeMTU(UInt16(ATTLimits.maximumMTU)))
            case .findInformation(let range): return respond(.findInformation(try information(in: range)))
            case .readByType(let range, let type): return respond(.readByType(try values(of: type, in: range)))
            case .readByGroupType(let range, let type):
                return respond(.readByGroupType(try groups(of: type, in: range)))
            case .read(let handle): return respond(.read(Array(try read(handle).prefix(mtu - 1))))
            case .readBlob(let handle, let offset):
                let value = try read(handle)
                guard offset <= value.count else { throw Refusal(handle, .invalidOffset) }
                return respond(.readBlob(Array(value.dropFirst(Int(offset)).prefix(mtu - 1))))
            case .write(let handle, let value):
                let actions = try write(value, to: handle)
                return respond(.write) + actions
            }
        } catch {
            return [refuse(request.opcode.rawValue, error.handle, error.code)]
        }
    }

    private func read(_ handle: UInt16) throws(Refusal) -> [UInt8] {
        guard let attribute = table.attribute(at: handle) else { throw Refusal(handle, .invalidHandle) }
        switch attribute.content {
        case .declaration(let value): return value
        case .configuration(let valueHandle, _): return [subscriptions[valueHandle]?.rawValue ?? 0, 0]
        case .value(let characteristic):
            guard characteristic.properties.contains(.read) else { throw Refusal(handle, .readNotPermitted) }
            if let value = written[handle] { return value }
            guard let value = try? characteristic.value() else { throw Refusal(handle, .unlikelyError) }
            return value
        }
    }

    private mutating func write(_ value: [UInt8], to handle: UInt16) throws(Refusal) -> [Action] {
        guard let attribute = table.attribute(at: handle) else { throw Refusal(handle, .invalidHandle) }
        switch attribute.content {
        case .declaration: throw Refusal(handle, .writeNotPermitted)
        case .configuration(let valueHandle, let properties):
            guard value.count == 2 else { throw Refusal(handle, .invalidAttributeValueLength) }
            let wanted = Subscription(rawValue: value[0])
            guard value[1] == 0, wanted.isSubset(of: Subscription(allowedBy: properties)) else {
                throw Refusal(handle, .valueNotAllowed)
            }
            subscriptions[valueHandle] = wanted
            return [.subscriptionsChanged]
        case .value(let characteristic):
            guard !characteristic.properties.isDisjoint(with: [.write, .writeWithoutResponse]) else {
                throw Refusal(handle, .writeNotPermitted)
            }
            written[handle] = value
            return []
        }
    }

    private func respond(_ response: ATTResponse) -> [Action] { [.send(.response(response))] }

    private func refuse(_ opcode: UInt8, _ handle: UInt16, _ code: ATTErrorCode) -> Action {
        .send(.response(.error(opcode: opcode, handle: handle, code: code)))
    }
}

// MARK: Discovery

extension ServerStateMachine {
    private func information(in range: HandleRange) throws(Refusal) -> [AttributeInformation] {
        let entries = try attributes(in: range).map { AttributeInformation(handle: $0.handle, type: $0.type) }
        return try fitting(entries, in: range, headerBytes: 2) { $0.type.littleEndian.count }
    }

    private func values(of type: BluetoothUUID, in range: HandleRange) throws(Refusal) -> [AttributeData] {
        // A value is cut to what one entry can hold (Core Vol 3 Part F 3.4.4.2).
        let valueBytes = min(mtu - 4, 253)
        var entries: [AttributeData] = []
        for attribute in try attributes(in: range) where attribute.type == type {
            do throws(Refusal) {
                entries.append(
                    AttributeData(handle: attribute.handle, value: Array(try read(attribute.handle).prefix(valueBytes)))
                )
            } catch {
                if entries.isEmpty { throw error }
                break
            }
        }
        return try fitting(entries, in: range, headerBytes: 2) { $0.value.count }
    }

    private func groups(of type: BluetoothUUID, in range: HandleRange) throws(Refusal) -> [AttributeGroup] {
        guard type == .primaryService else { throw Refusal(range.first, .unsupportedGroupType) }
        var entries: [AttributeGroup] = []
        for attribute in try attributes(in: range) {
            guard attribute.type == type, case .declaration(let value) = attribute.content else { continue }
            let handles = HandleRange(first: attribute.handle, last: attribute.lastHandle)
            entries.append(AttributeGroup(handles: handles, value: value))
        }
        return try fitting(entries, in: range, headerBytes: 4) { $0.value.count }
    }

    private func attributes(in range: HandleRange) throws(Refusal) -> [SimulatedAttribute] {
        guard range.isValid else { throw Refusal(range.first, .invalidHandle) }
        return table.attributes(in: range)
    }

    /// As many entries as fit behind opcode and length, all of the size of the first.
    private func fitting<Entry>(
        _ entries: [Entry],
        in range: HandleRange,
        headerBytes: Int,
        valueBytes: (Entry) -> Int
    ) throws(Refusal) -> [Entry] {
        guard let first = entries.first else { throw Refusal(range.first, .attributeNotFound) }
        let room = (mtu - 2) / (headerBytes + valueBytes(first))
        return Array(entries.prefix { valueBytes($0) == valueBytes(first) }.prefix(room))
    }
}

extension GATTClient {
    /// Tells the device that this side takes PDUs of 517 bytes and returns the MTU that both take from now on.
    ///
    /// A device that does not know the request keeps the default of 23 bytes. Send it once per connection.
    @discardableResult
    public func exchangeMTU() async throws(ATTError) -> Int {
        do throws(ATTError) {
            _ = try await transact(.exchangeMTU(UInt16(ATTLimits.maximumMTU)))
        } catch .errorResponse(_, _, .requestNotSupported) {
            // The default stays in force.
        }
        return mtu
    }

    /// Reads a value, with as many requests as its length needs.
    ///
    /// - Throws: `ATTError.errorResponse` when the device refuses, or what ended the bearer.
    public func read(_ handle: UInt16) async throws(ATTError) -> [UInt8] {
        guard case .read(var value) = try await transact(.read(handle: handle)) else { return [] }
        var isComplete = value.count < mtu - 1
        while !isComplete, value.count < ATTLimits.maximumValueBytes {
            let part = try await readPart(handle, offset: UInt16(value.count))
            isComplete = part.count < mtu - 1
            value += part
        }
        return value
    }

    /// Writes a value and waits until the device has taken it.
    ///
    /// - Throws: `ATTError.valueTooLong` when it does not fit into one PDU, `.errorResponse` when the device refuses,
    ///   or what ended the bearer.
    public func write(_ value: [UInt8], to handle: UInt16) async throws(ATTError) {
        try checkLength(value)
        _ = try await transact(.write(handle: handle, value: value))
    }

    /// Writes a value without an answer: the device may drop it.
    ///
    /// - Throws: `ATTError.valueTooLong` when it does not fit into one PDU, or what ended the bearer.
    public func writeWithoutResponse(_ value: [UInt8], to handle: UInt16) throws(ATTError) {
        try checkLength(value)
        try sendCommand(.writeCommand(handle: handle, value: value))
    }

    /// Asks the device to indicate a characteristic or, where it cannot, to notify it.
    ///
    /// - Throws: `ATTError.notSubscribable` when it can do neither, `.errorResponse` when the device refuses (often
    ///   until the link is encrypted, see `ATTErrorCode.asksForSecurity`), or what ended the bearer.
    public func subscribe(to characteristic: GATTCharacteristic) async throws(ATTError) {
        let value: UInt8
        if characteristic.properties.contains(.indicate) {
            value = 2
        } else if characteristic.properties.contains(.notify) {
            value = 1
        } else {
            throw .notSubscribable(characteristic.uuid)
        }
        var descriptors = characteristic.descriptors
        if descriptors.isEmpty { descriptors = try await discoverDescriptors(of: characteristic) }
        guard let configuration = descriptors.first(where: { $0.uuid == .clientConfiguration }) else {
            throw .notSubscribable(characteristic.uuid)
        }
        try await write([value, 0], to: configuration.handle)
    }

    /// The end of a value is also where the device says that there is no more at this offset.
    private func readPart(_ handle: UInt16, offset: UInt16) async throws(ATTError) -> [UInt8] {
        do throws(ATTError) {
            guard case .readBlob(let part) = try await transact(.readBlob(handle: handle, offset: offset)) else {
                return []
            }
            return part
        } catch .errorResponse(_, _, .attributeNotLong) {
            return []
        } catch .errorResponse(_, _, .invalidOffset) {
            return []
        }
    }

    private func checkLength(_ value: [UInt8]) throws(ATTError) {
        // The opcode and the handle come first.
        let limit = min(mtu - 3, ATTLimits.maximumValueBytes)
        guard value.count <= limit else { throw .valueTooLong(bytes: value.count, limitBytes: limit) }
    }
}

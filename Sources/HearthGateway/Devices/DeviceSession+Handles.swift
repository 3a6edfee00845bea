import ATT
import GATT
import Logging

/// The handles of a device: those of an earlier connection at first, those of now where they are outdated.
extension DeviceSession {
    /// Subscribes at once with the handles that are known; where there are none or the device says that they are wrong,
    /// it discovers them first.
    func subscribe(_ client: GATTClient, _ context: SessionContext, known: KnownDatabase?) async throws(ATTError) {
        if let known {
            do throws(ATTError) {
                try await subscribe(client, isKnown: true)
                if try await hash(client) == known.hash { return }
            } catch {
                guard error.saysThatHandlesAreWrong else { throw error }
            }
            await forget(context)
        }
        try await discover(client)
    }

    /// Discovers the device afresh, subscribes, and keeps what was found.
    func discover(_ client: GATTClient) async throws(ATTError) {
        try await client.discover()
        try await subscribe(client, isKnown: false)
        handles.keep(KnownDatabase(services: await client.services, hash: try await hash(client)), of: device)
    }

    /// Takes note that the handles are not those of the device any more: nothing is told apart by them from now on.
    func forget(_ context: SessionContext) async {
        logger.notice("the device's services have changed", metadata: ["device": "\(device.identifier)"])
        handles.forget(device)
        await context.distrust()
    }

    /// Takes note that the device itself has said so; `keepUp` then discovers it afresh.
    func noteChange(_ context: SessionContext) async {
        await forget(context)
        await context.databaseChanged()
    }

    /// Discovers afresh as often as the device says that its services have changed; values wait meanwhile.
    func keepUp(_ client: GATTClient, _ context: SessionContext) async {
        for await _ in context.changes {
            do throws(ATTError) {
                await context.beginAnew()
                try await discover(client)
                await context.open(services: await client.services, clockOffset: await context.clockOffset)
            } catch {
                await client.close()
                await context.end()
            }
        }
    }

    /// True for an indication that the services have changed; its handle never moves (Core Vol 3 Part G 7.1).
    ///
    /// The length is looked at too: a measurement of a device that keeps to nothing must not be taken for one.
    func announcesChange(_ value: ReceivedValue) -> Bool {
        value.characteristic?.isServiceChanged == true && (try? ServiceChanged(decoding: value.bytes)) != nil
    }

    /// The device's hash of its own services; nil when it has none.
    private func hash(_ client: GATTClient) async throws(ATTError) -> [UInt8]? {
        guard let characteristic = await client.characteristic(.databaseHash) else { return nil }
        do throws(ATTError) {
            return try await client.read(characteristic.valueHandle)
        } catch {
            guard case .errorResponse = error else { throw error }
            return nil
        }
    }
}

extension GATTCharacteristic {
    /// True for 0x2A05.
    var isServiceChanged: Bool { uuid.short == CharacteristicUUID.serviceChanged.rawValue }
}

extension ATTError {
    /// True when the device's answer means that something else is at the handle than was discovered there.
    var saysThatHandlesAreWrong: Bool {
        switch self {
        case .errorResponse(_, _, let code): code.saysThatHandlesAreWrong
        default: false
        }
    }
}

extension ATTErrorCode {
    fileprivate var saysThatHandlesAreWrong: Bool {
        switch self {
        case .invalidHandle, .readNotPermitted, .writeNotPermitted, .attributeNotFound, .requestNotSupported,
            .invalidAttributeValueLength, .valueNotAllowed, .unsupportedGroupType, .databaseOutOfSync:
            true
        default: false
        }
    }
}

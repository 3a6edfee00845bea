import ATT
import GATT
import Logging
import Spool

/// What a device sends: to disk as much at once as has come, answers to whoever waits for them.
extension DeviceSession {
    /// A value that is to be stored.
    private struct Measured {
        let handle: UInt16
        let indication: RawIndication
    }

    /// Takes what the device has sent; when it throws, the device keeps what was not stored.
    func take(_ values: [ReceivedValue], _ context: SessionContext, _ records: RecordCollector) async throws {
        if let value = values.first, announcesChange(value) {
            // Confirmed before anything is discovered: many a device answers nothing else until then.
            return await noteChange(context)
        }
        await context.whenReady()
        do {
            var measured: [Measured] = []
            for value in values {
                guard let characteristic = await context.characteristic(of: value) else {
                    try await store(measured, context, records)
                    throw ATTError.inconsistentDiscovery(handle: value.handle)
                }
                // Vendors' own characteristics have long UUIDs; the gateway subscribes to none of them.
                guard let uuid = characteristic.uuid.short else { continue }
                if isAnswer(uuid) {
                    try await store(measured, context, records)
                    measured = []
                    await takeAnswer(value, uuid, context, records)
                } else {
                    let indication = await indication(of: value, uuid, context)
                    measured.append(Measured(handle: value.handle, indication: indication))
                }
            }
            try await store(measured, context, records)
        } catch {
            logger.error(
                "a value is not stored, so it is not confirmed",
                metadata: ["device": "\(device.identifier)", "error": "\(error)"]
            )
            throw error
        }
    }

    private func isAnswer(_ uuid: UInt16) -> Bool {
        switch CharacteristicUUID(rawValue: uuid) {
        case .serviceChanged, .recordAccessControlPoint, .cgmSpecificOpsControlPoint, .userControlPoint: true
        default: false
        }
    }

    private func takeAnswer(
        _ value: ReceivedValue,
        _ uuid: UInt16,
        _ context: SessionContext,
        _ records: RecordCollector
    ) async {
        switch CharacteristicUUID(rawValue: uuid) {
        case .serviceChanged: await noteChange(context)
        case .recordAccessControlPoint: await records.responded(value.bytes, at: value.handle)
        default: await context.answered(value.bytes, at: value.handle)
        }
    }

    private func indication(of value: ReceivedValue, _ uuid: UInt16, _ context: SessionContext) async -> RawIndication {
        let reading = intake.reading()
        let bootTime = await context.receptionTime(now: reading.boot, waited: value.arrivedAt.duration(to: .now))
        return RawIndication(
            device: device.identifier,
            characteristic: uuid,
            bytes: value.bytes,
            receivedAt: reading.instant(atBoot: bootTime.milliseconds),
            bootTime: bootTime,
            clock: reading.isTrusted ? .trusted : .waiting,
            clockOffsetSeconds: await context.clockOffset?.offset(by: reading).seconds,
            needsConfirmation: value.isIndication,
            facts: intake.facts(device: device.identifier)
        )
    }

    /// Puts values on disk in one transaction, with how far the device's records are stored by each.
    private func store(_ measured: [Measured], _ context: SessionContext, _ records: RecordCollector) async throws {
        if measured.isEmpty { return }
        let transfer = await records.current
        let ofMemory = measured.filter { $0.handle == transfer?.memory.valueHandle }.map(\.indication.bytes)
        var positions = await transfer?.positions(after: ofMemory)[...] ?? []
        let arrivals = measured.map { value in
            let isOfMemory = value.handle == transfer?.memory.valueHandle
            return Arrival(value.indication, position: isOfMemory ? positions.popFirst() ?? nil : nil)
        }
        await context.keep(try await intake.store(arrivals))
        await transfer?.stored(ofMemory, position: arrivals.lazy.compactMap(\.position).last)
    }
}

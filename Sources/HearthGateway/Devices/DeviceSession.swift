import ATT
import EventLoops
import GATT
import Logging
import Spool
import Vitals

/// One connection to one device: finds its measurements, subscribes, and hands every value to the intake.
///
/// A value may arrive before discovery has ended, since bonded meters send at once; it waits for discovery and is
/// confirmed only after the intake has put it on disk.
struct DeviceSession: Sendable {
    let device: DeviceEntry
    let intake: MeasurementIntake
    let logger: Logger

    /// Runs until the device or the task ends the connection; returns what was discovered, for the next connection.
    func run(over bearer: any Bearer, knownServices: [GATTService]) async throws -> [GATTService] {
        let context = SessionContext()
        let client = GATTClient(
            bearer: bearer,
            knownServices: knownServices,
            afterwards: { [intake] _ in
                if let stored = await context.takeStored() { await intake.decode(stored) }
            },
            handler: { [device, intake] value in
                await context.whenReady()
                guard let uuid = await context.characteristic(of: value)?.uuid.short else { return }
                let indication = RawIndication(
                    device: device.identifier,
                    characteristic: uuid,
                    bytes: value.bytes,
                    receivedAt: intake.now(),
                    clockOffsetSeconds: await context.clockOffset?.seconds,
                    needsConfirmation: value.isIndication
                )
                await context.keep(try await intake.store(indication))
            }
        )
        return try await withTaskCancellationHandler {
            await client.start()
            do {
                try await prepare(client, context, isKnown: !knownServices.isEmpty)
                try await subscribe(client)
            } catch {
                await context.open(services: [])
                await client.close()
                throw error
            }
            logger.info("device connected", metadata: ["device": "\(device.identifier)"])
            let reason = await client.closed()
            logger.info("device gone", metadata: ["device": "\(device.identifier)", "reason": "\(reason)"])
            return await client.services
        } onCancel: {
            Task { await client.close() }
        }
    }

    private func prepare(
        _ client: GATTClient,
        _ context: SessionContext,
        isKnown: Bool
    ) async throws(ATTError) {
        _ = try await client.exchangeMTU()
        if !isKnown {
            _ = try await client.discover()
        }
        let services = await client.services
        let offset = await clockOffset(of: client, services: services)
        await context.open(services: services, clockOffset: offset)
    }

    private func subscribe(_ client: GATTClient) async throws(ATTError) {
        let wanted = Set(MeasurementCharacteristic.readingUUIDs.map { BluetoothUUID($0.rawValue) })
        for characteristic in await client.services.flatMap(\.characteristics)
        where wanted.contains(characteristic.uuid) {
            try await client.subscribe(to: characteristic)
        }
    }

    /// How far the device's clock is off, where it lets itself be read; nil where it does not.
    private func clockOffset(of client: GATTClient, services: [GATTService]) async -> ClockOffset? {
        let uuid = BluetoothUUID(CharacteristicUUID.currentTime.rawValue)
        guard let clock = services.lazy.compactMap({ $0.characteristic(uuid) }).first,
            let bytes = try? await client.read(clock.valueHandle),
            let time = try? CurrentTime(decoding: bytes)
        else { return nil }
        return intake.clockOffset(deviceTime: time.dateTime)
    }
}

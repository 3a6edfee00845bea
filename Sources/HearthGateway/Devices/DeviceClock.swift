import ATT
import EventLoops
import Foundation
import GATT
import Logging
import Spool
import Vitals

/// Sets the clock of a device that lets it be set, once the device has sent what it held.
///
/// How far it was off is on disk before it is set: what the device has recorded until then keeps its old time, and may
/// come later.
struct DeviceClock: Sendable {
    /// How far a clock may be off and is left alone: time stamps are corrected by as much, and setting a clock is a
    /// change to somebody's device.
    static let limitSeconds = 60
    /// How long the device must have sent nothing: it may still send what it holds, with the time of before.
    static let quiet: Duration = .seconds(5)

    let device: String
    let intake: MeasurementIntake
    let logger: Logger
    var quiet: Duration = Self.quiet

    /// The characteristic by which a device's clock is read: 2A2B, or 2A08 alone.
    static func characteristic(of client: GATTClient) async -> GATTCharacteristic? {
        if let clock = await client.characteristic(.currentTime) { return clock }
        return await client.characteristic(.dateTime)
    }

    /// What a device's clock shows; nil when it has none that can be read.
    static func time(of client: GATTClient) async -> DeviceTimestamp? {
        guard let clock = await characteristic(of: client), let bytes = try? await client.read(clock.valueHandle) else {
            return nil
        }
        guard clock.uuid == BluetoothUUID(CharacteristicUUID.currentTime.rawValue) else {
            return try? DeviceTimestamp(decoding: bytes)
        }
        return try? CurrentTime(decoding: bytes).dateTime
    }

    /// Sets the clock when it is off by more than the limit, or does not know its date.
    func set(over client: GATTClient, _ context: SessionContext) async {
        guard let clock = await Self.characteristic(of: client), clock.properties.contains(.write) else { return }
        guard await Self.time(of: client).map(isToBeSet) == true, await isQuiet(client, context) else { return }
        // Read again: it may have been set by somebody meanwhile.
        guard let shown = await Self.time(of: client), isToBeSet(shown) else { return }
        // A gateway that does not know the time sets nobody's clock.
        let reading = intake.reading()
        guard reading.isTrusted, let bytes = bytes(for: clock, at: reading.now) else { return }
        let offset = intake.clockOffset(deviceTime: shown)?.offset
        do {
            if let offset {
                let setting = ClockSetting(setAt: reading.now, offsetSeconds: offset.seconds)
                try await intake.keep(setting, device: device)
            }
            try await client.write(bytes, to: clock.valueHandle)
            await context.noteClock(await Self.time(of: client).flatMap(intake.clockOffset))
            let by = offset.map { "\($0.seconds) s" } ?? "it had no date"
            logger.notice("the device's clock is set", metadata: ["device": "\(device)", "by": "\(by)"])
        } catch {
            logger.notice("the device's clock is not set", metadata: ["device": "\(device)", "error": "\(error)"])
        }
    }

    private func isToBeSet(_ shown: DeviceTimestamp) -> Bool {
        Self.isOff(intake.clockOffset(deviceTime: shown)?.offset)
    }

    /// Whether a clock that is off by so much is to be set; nil is one that does not know its date.
    static func isOff(_ offset: ClockOffset?) -> Bool {
        guard let offset else { return true }
        return abs(offset.seconds) > limitSeconds
    }

    /// Waits until the device has sent nothing for a while; false when the connection ends before.
    private func isQuiet(_ client: GATTClient, _ context: SessionContext) async -> Bool {
        while true {
            let left = quiet - (await context.silence)
            if left <= .zero { return true }
            do { try await client.loop.sleep(for: left) } catch { return false }
        }
    }

    private func bytes(for clock: GATTCharacteristic, at now: Instant) -> [UInt8]? {
        guard let time = intake.zone.localTime(at: now) else { return nil }
        guard clock.uuid == BluetoothUUID(CharacteristicUUID.currentTime.rawValue) else { return time.encoded() }
        return try? CurrentTime(dateTime: time, adjustReason: .externalReference).encoded()
    }
}

import Foundation
import GATT
import Logging
import ReadingExchange
import Spool
import Vitals

/// Takes what devices send: bytes to disk first, measurements out of them after the device has been confirmed.
public struct MeasurementIntake: Sendable {
    /// Indications that are decoded at once when a crash left some: a bound on memory.
    private static let recoveryBatch = 100

    private let spool: Spool
    private let zone: TimeZone
    private let clock: @Sendable () -> Instant
    private let logger: Logger
    private var wakeUploader: @Sendable () -> Void = {}

    init(spool: Spool, zone: TimeZone, clock: @escaping @Sendable () -> Instant, logger: Logger) {
        self.spool = spool
        self.zone = zone
        self.clock = clock
        self.logger = logger
    }

    /// The same intake, which says when there is something new to upload.
    func waking(_ uploader: @escaping @Sendable () -> Void) -> MeasurementIntake {
        var intake = self
        intake.wakeUploader = uploader
        return intake
    }

    /// The gateway's time.
    func now() -> Instant { clock() }

    /// How far a device's clock is off that shows this now; nil when the device does not know its date.
    func clockOffset(deviceTime: DeviceTimestamp) -> ClockOffset? {
        let now = clock()
        guard let instant = deviceTime.resolve(in: zone)?.instant(near: now) else { return nil }
        return ClockOffset(seconds: Int(now.milliseconds(since: instant) / 1_000))
    }

    /// Puts the bytes on disk; when it returns, the device may be confirmed.
    ///
    /// - Throws: `SpoolError`; the device must not be confirmed, and keeps the value.
    func store(_ indication: RawIndication) async throws(SpoolError) -> StoredIndication {
        let stored = try await spool.store(indication)
        logger.debug(
            "stored",
            metadata: ["device": "\(indication.device)", "characteristic": "\(hexadecimal(indication.characteristic))"]
        )
        return stored
    }

    /// Notes the confirmation and makes measurements of the bytes; what fails here is done again at the next start.
    func decode(_ stored: StoredIndication) async {
        do {
            if stored.indication.needsConfirmation { try await spool.markConfirmed(stored.id) }
            try await replaceByMeasurements(stored)
            wakeUploader()
        } catch {
            logger.error("a stored value waits for the next start", metadata: ["error": "\(error)"])
        }
    }

    /// Decodes what an earlier run has stored and not decoded.
    ///
    /// - Throws: `SpoolError`.
    func recover() async throws(SpoolError) {
        while true {
            let left = try await spool.undecoded(limit: MeasurementIntake.recoveryBatch)
            if left.isEmpty { return }
            for stored in left { try await replaceByMeasurements(stored) }
            logger.notice("decoded what an earlier run had stored", metadata: ["count": "\(left.count)"])
        }
    }

    /// What the bytes say, as it will be uploaded.
    ///
    /// - Throws: `GATTError`, which names the byte.
    func submissions(of indication: RawIndication) throws(GATTError) -> [ReadingSubmission] {
        let value = try MeasurementCharacteristic.decode(uuid: indication.characteristic, bytes: indication.bytes)
        return value.measurements.map { decoded in
            let timing = MeasurementTiming(
                deviceTime: decoded.deviceTime,
                clockOffset: indication.clockOffsetSeconds.map(ClockOffset.init),
                receivedAt: indication.receivedAt,
                zone: zone
            )
            return ReadingSubmission(
                device: indication.device,
                characteristic: indication.characteristic,
                measurement: decoded.measurement,
                userIndex: decoded.userIndex.map(Int.init),
                deviceTime: decoded.deviceTime,
                sequenceNumber: decoded.sequenceNumber,
                effectiveAt: timing.effectiveAt,
                receivedAt: indication.receivedAt,
                timeCorrection: timing.correction,
                flags: decoded.flags.map(\.rawValue),
                raw: indication.bytes
            )
        }
    }

    private func replaceByMeasurements(_ stored: StoredIndication) async throws(SpoolError) {
        let submissions: [ReadingSubmission]
        do {
            submissions = try self.submissions(of: stored.indication)
        } catch {
            logger.error("a value cannot be decoded and is kept", metadata: ["error": "\(error)"])
            return try await spool.markUndecodable(stored.id, reason: error.description)
        }
        _ = try await spool.complete(stored.id, with: submissions)
    }

    private func hexadecimal(_ value: UInt16) -> String { String(value, radix: 16, uppercase: true) }
}

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
    /// How often it is looked for what was not decoded: a full disk or a held file is a matter of minutes.
    static let recoveryPause: Duration = .seconds(30)
    /// How often it is looked whether the clock is right while it is not known to be.
    static let clockPause: Duration = .seconds(1)

    let spool: Spool
    let decoder: IndicationDecoder
    let logger: Logger
    let wakeUploader: @Sendable () -> Void
    let latest = LatestMeasurements()
    private let clock: GatewayClock
    private let onMeasurement: @Sendable (ReadingSubmission) -> Void
    /// When this run began, on the axis that never steps.
    private let start: BootTime
    private let known = KnownDevices()

    init(
        spool: Spool,
        decoder: IndicationDecoder,
        clock: GatewayClock,
        logger: Logger,
        wakeUploader: @escaping @Sendable () -> Void = {},
        onMeasurement: @escaping @Sendable (ReadingSubmission) -> Void = { _ in }
    ) {
        self.spool = spool
        self.decoder = decoder
        self.clock = clock
        start = clock.reading().boot
        self.logger = logger
        self.wakeUploader = wakeUploader
        self.onMeasurement = onMeasurement
    }

    /// The gateway's time.
    func reading() -> ClockReading { clock.reading() }

    /// When this run began, by the time as it is known now.
    func start(by reading: ClockReading) -> Instant { reading.instant(atBoot: start.milliseconds) }

    /// How far a device's clock is off that shows this now; nil when the device does not know its date.
    func clockOffset(deviceTime: DeviceTimestamp) -> MeasuredOffset? {
        let reading = clock.reading()
        return ClockOffset(deviceTime: deviceTime, now: reading.now, zone: decoder.zone).map {
            MeasuredOffset(offset: $0, reading: reading, zone: decoder.zone)
        }
    }

    /// The zone to which the household's devices are set.
    var zone: TimeZone { decoder.zone }

    /// When a device's clock was last set; nil when the gateway never did, or cannot say.
    func clockSetting(device: String) async -> ClockSetting? {
        do throws(SpoolError) {
            return try await spool.clockSetting(device: device)
        } catch {
            logger.error("it is not known when the device's clock was set", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// Keeps that a device's clock is about to be set: what it recorded before is placed in time by that.
    func keep(_ setting: ClockSetting, device: String) async throws(SpoolError) {
        try await spool.keep(setting, device: device)
        var facts = known.facts(device: device)
        facts.clockSetting = setting
        known.note(facts, device: device)
    }

    /// What a device has said about itself since the gateway runs.
    func facts(device: String) -> DeviceFacts { known.facts(device: device) }

    /// Notes what a device has said about itself: its values are decoded with it from now on.
    func note(_ facts: DeviceFacts, device: String) { known.note(facts, device: device) }

    /// Puts the bytes on disk; when it returns, the device may be confirmed.
    ///
    /// - Parameters:
    ///   - indication: What the device sent.
    ///   - position: How far the device's records are stored with it; nil leaves that as it is.
    /// - Returns: The indication with its number in the spool.
    /// - Throws: `SpoolError`; the device must not be confirmed, and keeps the value.
    func store(
        _ indication: RawIndication,
        position: RecordPosition? = nil
    ) async throws(SpoolError) -> StoredIndication {
        let stored = try await spool.store(indication, position: position)
        logger.debug(
            "stored",
            metadata: ["device": "\(indication.device)", "characteristic": "\(hexadecimal(indication.characteristic))"]
        )
        return stored
    }

    /// How far a device's records are stored; nil when all of them are to be asked for.
    func recordPosition(of source: RecordSource) async throws(SpoolError) -> RecordPosition? {
        try await spool.recordPosition(of: source)
    }

    /// Keeps how far a device's records are stored; nil forgets it.
    func keep(_ position: RecordPosition?, of source: RecordSource) async throws(SpoolError) {
        try await spool.keep(position, of: source)
    }

    /// Notes the confirmation and makes measurements of the bytes; what fails here is done again by `keepRecovering`.
    func decode(_ stored: StoredIndication) async {
        do {
            if stored.indication.needsConfirmation { try await spool.markConfirmed(stored.id) }
            // `recover` goes on with it once the clock is right.
            guard stored.indication.clock != .waiting else { return }
            try await replaceByMeasurements(stored)
            wakeUploader()
        } catch {
            logger.error("a stored value is decoded later", metadata: ["error": "\(error)"])
        }
    }

    /// Recovers at once, and again and again, until the task is cancelled.
    ///
    /// What an earlier version of the gateway could not decode is tried once, at the start.
    func keepRecovering(every pause: Duration = recoveryPause) async {
        await retryUndecodable()
        while !Task.isCancelled {
            // Asked before: a clock that becomes right meanwhile has something left to do.
            let isClockRight = clock.reading().isTrusted
            do throws(SpoolError) {
                try await recover()
            } catch {
                // The upload goes on meanwhile, and makes room where that is what is missing.
                if error.code != .cancelled {
                    logger.error("stored values are not decoded", metadata: ["error": "\(error)"])
                }
            }
            try? await Task.sleep(for: isClockRight ? pause : min(pause, Self.clockPause))
        }
    }

    private func retryUndecodable() async {
        do throws(SpoolError) {
            let count = try await spool.retryUndecodable()
            if count > 0 {
                logger.notice("values that could not be decoded are tried again", metadata: ["count": "\(count)"])
            }
        } catch {
            logger.error("values that could not be decoded are not tried again", metadata: ["error": "\(error)"])
        }
    }

    /// Decodes what is stored and not decoded: an earlier run was killed, or could not, or the clock was not right.
    ///
    /// - Throws: `SpoolError`.
    func recover() async throws(SpoolError) {
        try await placeWaiting()
        var last: Int64 = 0
        while true {
            let left = try await spool.undecoded(after: last, limit: MeasurementIntake.recoveryBatch)
            guard let end = left.last else { return }
            last = end.id
            for stored in left { try await replaceByMeasurements(stored) }
            logger.debug("looked at what had been left", metadata: ["count": "\(left.count)"])
            wakeUploader()
        }
    }

    /// Gives what was received before the clock was right its time.
    private func placeWaiting() async throws(SpoolError) {
        while true {
            let reading = clock.reading()
            guard reading.isTrusted else { return }
            let waiting = try await spool.waitingForClock(limit: MeasurementIntake.recoveryBatch)
            if waiting.isEmpty { return }
            try await spool.place(
                waiting.map { stored in
                    StoredIndication(
                        id: stored.id,
                        indication: stored.indication.placed(at: reading, zone: decoder.zone),
                        isRedelivery: stored.isRedelivery
                    )
                }
            )
            logger.notice("the clock is right, and values got their times", metadata: ["count": "\(waiting.count)"])
        }
    }

    private func replaceByMeasurements(_ stored: StoredIndication) async throws(SpoolError) {
        if let characteristics = ValueAssembly.characteristics(with: stored.indication.characteristic) {
            return try await assemble(characteristics, of: stored.indication.device, isOver: false)
        }
        let submissions: [ReadingSubmission]
        do {
            submissions = try decoder.submissions(
                of: stored.indication,
                notBefore: latest.instant(device: stored.indication.device)
            )
        } catch {
            return try await keep(undecodable: stored, because: error)
        }
        _ = try await spool.complete(stored.id, with: submissions)
        noteLast(of: submissions)
    }

    /// Notes what a device measured last.
    func noteLast(of submissions: [ReadingSubmission]) {
        guard let last = submissions.last else { return }
        latest.note(last.effectiveAt, device: last.device)
        onMeasurement(last)
    }

    func keep(undecodable stored: StoredIndication, because error: GATTError) async throws(SpoolError) {
        logger.error("a value cannot be decoded and is kept", metadata: ["error": "\(error)"])
        try await spool.markUndecodable(stored.id, reason: error.description)
    }

    private func hexadecimal(_ value: UInt16) -> String { String(value, radix: 16, uppercase: true) }
}

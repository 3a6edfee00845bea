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

    /// Puts the bytes on disk, all or none; when it returns, the device may be confirmed.
    ///
    /// - Parameter arrivals: What the device sent.
    /// - Returns: The indications with their numbers in the spool.
    /// - Throws: `SpoolError`; the device must not be confirmed, and keeps the value.
    func store(_ arrivals: [Arrival]) async throws(SpoolError) -> [StoredIndication] {
        let stored = try await spool.store(arrivals)
        if let first = arrivals.first?.indication {
            logger.debug(
                "stored",
                metadata: [
                    "device": "\(first.device)", "characteristic": "\(hexadecimal(first.characteristic))",
                    "count": "\(arrivals.count)",
                ]
            )
        }
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
    func decode(_ stored: [StoredIndication]) async {
        do throws(SpoolError) {
            for one in stored where one.indication.needsConfirmation { try await spool.markConfirmed(one.id) }
            // `recover` goes on with the others once the clock is right.
            let timed = stored.filter { $0.indication.clock != .waiting }
            if timed.isEmpty { return }
            try await replaceByMeasurements(timed)
            wakeUploader()
        } catch {
            logger.error("stored values are decoded later", metadata: ["error": "\(error)"])
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
            try await replaceByMeasurements(left)
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

    /// Replaces values by measurements: those that are whole at once, those that have another half when it is there.
    private func replaceByMeasurements(_ values: [StoredIndication]) async throws(SpoolError) {
        var whole: [(parts: [StoredIndication], measurements: [DecodedMeasurement])] = []
        var halves: [HalfOfValue] = []
        for stored in values {
            if let characteristics = ValueAssembly.characteristics(with: stored.indication.characteristic) {
                let half = HalfOfValue(device: stored.indication.device, characteristics: characteristics)
                if !halves.contains(half) { halves.append(half) }
                continue
            }
            do throws(GATTError) {
                whole.append(([stored], try decoder.measurements(of: stored.indication)))
            } catch {
                try await keep(undecodable: stored, because: error)
            }
        }
        try await replace(whole.map { ValueAssembly.Group(parts: $0.parts, measurements: $0.measurements) })
        for half in halves { try await assemble(half.characteristics, of: half.device, isOver: false) }
    }

    /// Replaces groups of values by their measurements, all in one transaction.
    func replace(_ groups: [ValueAssembly.Group]) async throws(SpoolError) {
        if groups.isEmpty { return }
        var all: [Decoded] = []
        // What is not on disk yet must not be remembered: it would be placed behind itself the next time.
        var last: [String: ReadingSubmission] = [:]
        for group in groups {
            guard let first = group.parts.first?.indication else { continue }
            let submissions = decoder.submissions(
                of: group.measurements,
                in: first,
                second: group.second?.indication,
                notBefore: last[first.device]?.effectiveAt ?? latest.instant(device: first.device)
            )
            last[first.device] = submissions.last ?? last[first.device]
            all.append(Decoded(group.parts.map(\.id), submissions))
        }
        _ = try await spool.complete(all)
        for submission in last.values { noteLast(submission) }
    }

    /// A device whose values come in two, and the characteristics by which they come.
    private struct HalfOfValue: Hashable {
        let device: String
        let characteristics: Set<UInt16>
    }

    /// Notes what a device measured last.
    private func noteLast(_ last: ReadingSubmission) {
        latest.note(last.effectiveAt, device: last.device)
        onMeasurement(last)
    }

    func keep(undecodable stored: StoredIndication, because error: GATTError) async throws(SpoolError) {
        logger.error("a value cannot be decoded and is kept", metadata: ["error": "\(error)"])
        try await spool.markUndecodable(stored.id, reason: error.description)
    }

    private func hexadecimal(_ value: UInt16) -> String { String(value, radix: 16, uppercase: true) }
}

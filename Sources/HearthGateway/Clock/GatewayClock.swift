import Foundation
import Logging
import Spool
import Synchronization
import Upload
import Vitals

/// The gateway's time, and whether it is known to be right.
///
/// What is believed is kept in a file for this start of the kernel, so that a program that is started again without a
/// network goes on with it.
final class GatewayClock: Sendable {
    private struct State {
        var trust: ClockTrust?
        /// What the clock on the wall was at while nobody vouched for it.
        var untrustedOffset: Int64?
    }

    private let bootID: String
    private let sample: @Sendable () -> ClockSample
    private let file: ClockFile?
    private let logger: Logger
    private let state: Mutex<State>

    /// Makes a clock.
    ///
    /// - Parameters:
    ///   - file: Where it keeps what it believes; nil for nowhere.
    ///   - bootID: Which start of the kernel this is.
    ///   - sample: Reads the kernel's clocks.
    ///   - logger: Gets each change.
    init(
        file: ClockFile?,
        bootID: String = KernelClock.bootID,
        sample: @escaping @Sendable () -> ClockSample = { KernelClock.sample() },
        logger: Logger
    ) {
        self.file = file
        self.bootID = bootID
        self.sample = sample
        self.logger = logger
        state = Mutex(State(trust: file?.read(bootID: bootID)))
    }

    private init(bootID: String, trust: ClockTrust?, logger: Logger) {
        file = nil
        self.bootID = bootID
        sample = { KernelClock.sample() }
        self.logger = logger
        state = Mutex(State(trust: trust))
    }

    /// The clock as a running gateway believes it, for a program that only looks.
    convenience init(reading file: ClockFile, logger: Logger) {
        self.init(bootID: KernelClock.bootID, trust: file.read(bootID: KernelClock.bootID), logger: logger)
    }

    /// The system's clock, taken as right: for values that bring their times along.
    static func assumedRight(logger: Logger) -> GatewayClock {
        GatewayClock(
            file: nil,
            sample: {
                var sample = KernelClock.sample()
                sample.isSynchronized = true
                return sample
            },
            logger: logger
        )
    }

    /// The time now.
    func reading() -> ClockReading {
        let sample = sample()
        return state.withLock { state in
            update(&state, to: ClockTrust.seeing(sample, after: state.trust))
            if state.trust == nil { steady(&state, at: sample.offsetMilliseconds) }
            return ClockReading(
                boot: BootTime(bootID: bootID, milliseconds: sample.bootMilliseconds),
                offsetMilliseconds: state.trust?.offsetMilliseconds ?? state.untrustedOffset
                    ?? sample.offsetMilliseconds,
                source: state.trust?.source
            )
        }
    }

    /// The time now, if it is known.
    func trustedNow() -> Instant? {
        let reading = reading()
        return reading.isTrusted ? reading.now : nil
    }

    /// Hears what an answer of the server says about the time; the question left at `sent`.
    func note(_ answer: HTTPAnswer, sent: BootTime) {
        guard let serverTime = answer.serverTime else { return }
        let sample = sample()
        let witness = ServerWitness(serverTime: serverTime, sent: sent.milliseconds, received: sample.bootMilliseconds)
        guard let witness else { return }
        state.withLock { state in
            update(&state, to: ClockTrust.seeing(witness, with: sample, after: state.trust))
        }
    }

    private func update(_ state: inout State, to trust: ClockTrust?) {
        guard trust != state.trust, let trust else { return }
        let change = state.trust.map { trust.offsetMilliseconds - $0.offsetMilliseconds } ?? 0
        state.trust = trust
        file?.keep(trust, bootID: bootID)
        logger.notice(
            "the clock is right",
            metadata: ["source": "\(trust.source.rawValue)", "changed_milliseconds": "\(change)"]
        )
    }

    private func steady(_ state: inout State, at offset: Int64) {
        if let held = state.untrustedOffset, (held - offset).magnitude <= ClockTrust.steadyMilliseconds.magnitude {
            return
        }
        state.untrustedOffset = offset
    }
}

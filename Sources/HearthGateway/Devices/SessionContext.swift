import ATT
import Spool
import Vitals

/// What a connection has learned of its device so far; values that come early wait here.
actor SessionContext {
    /// How far the device's clock is off; nil when it is not known.
    private(set) var clockOffset: MeasuredOffset?
    private var services: [GATTService] = []
    private var stored: [StoredIndication] = []
    private var receptionTimes = ReceptionTimes()
    private var isReady = false
    private var isOutdated = false
    private var countsArrival = true
    private let change: AsyncStream<Void>.Continuation
    /// Yields when the device has said that its services have changed.
    nonisolated let changes: AsyncStream<Void>
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var controlPoint: ControlPoint?
    private var lastValueAt = ContinuousClock.now

    /// How long the device has sent nothing.
    var silence: Duration { lastValueAt.duration(to: .now) }

    init() { (changes, change) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Ends the waiting: this is what is known, until the device says that its services have changed.
    ///
    /// Where it has said so meanwhile, the waiting goes on.
    func open(services: [GATTService], clockOffset: MeasuredOffset? = nil) {
        self.clockOffset = clockOffset
        guard !isOutdated else { return }
        self.services = services
        resume()
    }

    /// Ends the waiting for good: the connection is over.
    ///
    /// What waits cannot be told apart by handles that nobody has vouched for; the device keeps it.
    func end() {
        if !isReady { distrust() }
        resume()
        change.finish()
    }

    /// Takes note that nothing that was known of the services holds.
    func distrust() {
        countsArrival = false
        services = []
    }

    /// Takes note that the device has said so; values wait until it has been discovered again.
    func databaseChanged() {
        distrust()
        isOutdated = true
        isReady = false
        change.yield()
    }

    /// Takes note that what is discovered from now on holds.
    func beginAnew() { isOutdated = false }

    private func resume() {
        isReady = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// Takes note of how far the device's clock is off now that it was set.
    func noteClock(_ offset: MeasuredOffset?) { clockOffset = offset }

    /// Names the control point whose answers are waited for from now on.
    func use(_ controlPoint: ControlPoint) { self.controlPoint = controlPoint }

    /// Hands an answer to whoever waits for it; one to no question is left alone.
    func answered(_ bytes: [UInt8], at handle: UInt16) async {
        guard let controlPoint, controlPoint.handle == handle else { return }
        await controlPoint.answered(bytes)
    }

    /// Ends the waiting for answers: the connection has ended.
    func endWaiting() async { await controlPoint?.giveUp() }

    /// When a value was received that arrived `waited` before `now`; never the same for two.
    func receptionTime(now: BootTime, waited: Duration) -> BootTime {
        lastValueAt = .now
        return receptionTimes.next(now: now, waited: waited)
    }

    /// Keeps what was stored last, until its confirmation has left.
    func keep(_ indications: [StoredIndication]) { stored += indications }

    /// Gives back what was stored last, once.
    func takeStored() -> [StoredIndication] {
        defer { stored = [] }
        return stored
    }

    /// Waits until `open`.
    func whenReady() async {
        await withCheckedContinuation { continuation in
            if isReady { continuation.resume() } else { waiting.append(continuation) }
        }
    }

    /// The characteristic that a value belongs to; nil when the device has not declared it.
    ///
    /// What was known of its handle when it arrived counts only as long as nothing speaks against it.
    func characteristic(of value: ReceivedValue) -> GATTCharacteristic? {
        services.lazy.flatMap(\.characteristics).first { $0.valueHandle == value.handle }
            ?? (countsArrival ? value.characteristic : nil)
    }
}

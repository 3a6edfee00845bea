import ATT
import Spool
import Vitals

/// What a connection has learned of its device so far; values that come early wait here.
actor SessionContext {
    /// How far the device's clock is off; nil when it is not known.
    private(set) var clockOffset: MeasuredOffset?
    private var services: [GATTService] = []
    private var stored: StoredIndication?
    private var receptionTimes = ReceptionTimes()
    private var isReady = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var controlPoint: ControlPoint?
    private var lastValueAt = ContinuousClock.now

    /// How long the device has sent nothing.
    var silence: Duration { lastValueAt.duration(to: .now) }

    /// Ends the waiting: this is all that will be known in this connection.
    func open(services: [GATTService], clockOffset: MeasuredOffset? = nil) {
        self.services = services
        self.clockOffset = clockOffset
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
    func keep(_ indication: StoredIndication) { stored = indication }

    /// Gives back what was stored last, once.
    func takeStored() -> StoredIndication? {
        defer { stored = nil }
        return stored
    }

    /// Waits until `open`.
    func whenReady() async {
        await withCheckedContinuation { continuation in
            if isReady { continuation.resume() } else { waiting.append(continuation) }
        }
    }

    /// The characteristic that a value belongs to; nil when the device has not declared it.
    func characteristic(of value: ReceivedValue) -> GATTCharacteristic? {
        value.characteristic
            ?? services.lazy.flatMap(\.characteristics).first { $0.valueHandle == value.handle }
    }
}

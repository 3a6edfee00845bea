import ATT
import Spool
import Vitals

/// What a connection has learned of its device so far; values that come early wait here.
actor SessionContext {
    /// How far the device's clock is off; nil when it is not known.
    private(set) var clockOffset: ClockOffset?
    private var services: [GATTService] = []
    private var stored: StoredIndication?
    private var receptionTimes = ReceptionTimes()
    private var isReady = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Ends the waiting: this is all that will be known in this connection.
    func open(services: [GATTService], clockOffset: ClockOffset? = nil) {
        self.services = services
        self.clockOffset = clockOffset
        isReady = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// When a value was received that arrived `waited` before `now`; never the same for two.
    func receptionTime(now: Instant, waited: Duration) -> Instant { receptionTimes.next(now: now, waited: waited) }

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

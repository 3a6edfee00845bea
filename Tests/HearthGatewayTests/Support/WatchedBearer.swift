import ATT
import EventLoops
import Synchronization

/// A bearer that shows a test what passes, and lets it interfere.
final class WatchedBearer: Bearer {
    /// What becomes of a PDU of the gateway.
    enum Fate { case pass, lost }

    /// The opcodes that the tests look for (Core Vol 3 Part F 3.4.8).
    static let notification: UInt8 = 0x1B
    static let indication: UInt8 = 0x1D
    static let confirmation: UInt8 = 0x1E
    static let readByGroupType: UInt8 = 0x10

    let loop: EventLoop
    private let inner: any Bearer
    private let early: Mutex<[[UInt8]]>
    private let closed = Atomic(false)
    private let willSend: @Sendable ([UInt8]) -> Fate

    /// Wraps a bearer: the gateway receives the early PDUs before any of the device's own, and a PDU that `willSend`
    /// has lost is its last.
    init(
        _ inner: any Bearer,
        early: [[UInt8]] = [],
        willSend: @escaping @Sendable ([UInt8]) -> Fate = { _ in .pass }
    ) {
        self.inner = inner
        loop = inner.loop
        self.early = Mutex(early)
        self.willSend = willSend
    }

    var isClosed: Bool { closed.load(ordering: .relaxed) }

    func send(_ pdu: [UInt8]) throws(ATTError) {
        if willSend(pdu) == .lost {
            close()
            throw .peerClosed
        }
        try inner.send(pdu)
    }

    func receive() async throws(ATTError) -> [UInt8] {
        if let pdu = early.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return pdu }
        return try await inner.receive()
    }

    func close() {
        closed.store(true, ordering: .relaxed)
        inner.close()
    }
}

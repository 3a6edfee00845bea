import EventLoops

/// A channel that carries one PDU per datagram: an L2CAP socket, a local socket or a test.
///
/// All of it is used on the thread of `loop`, by one reader at a time.
public protocol Bearer: AnyObject, Sendable {
    /// The loop on which the bearer lives.
    var loop: EventLoop { get }

    /// Sends one PDU, or queues it while the peer has no room; never waits.
    ///
    /// - Throws: `ATTError.peerClosed`, `.closed`, `.overloaded` or `.system`; the bearer is of no use afterwards.
    func send(_ pdu: [UInt8]) throws(ATTError)

    /// Waits for one PDU, without a time limit.
    ///
    /// - Throws: `ATTError.peerClosed`, `.closed` or `.system`; the bearer is of no use afterwards.
    func receive() async throws(ATTError) -> [UInt8]

    /// Ends the bearer and whoever waits for it. Again is harmless.
    func close()
}

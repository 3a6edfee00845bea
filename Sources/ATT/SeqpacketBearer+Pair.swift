import EventLoops

extension SeqpacketBearer {
    /// Makes two bearers that are connected with each other, for a device in the same process.
    ///
    /// - Throws: `ATTError.system` when no descriptor is left.
    public static func pair(
        on loop: EventLoop,
        and otherLoop: EventLoop
    ) throws(ATTError) -> (SeqpacketBearer, SeqpacketBearer) {
        let (near, far) = try LocalSocket.makePair()
        return (SeqpacketBearer(descriptor: near, on: loop), SeqpacketBearer(descriptor: far, on: otherLoop))
    }
}

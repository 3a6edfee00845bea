import Synchronization

/// A fixed set of event loops, handed out in turn.
public final class EventLoopGroup: Sendable {
    /// The loops, at least one.
    public let loops: [EventLoop]
    private let turn = Atomic<Int>(0)

    /// Starts `count` loops.
    ///
    /// - Throws: `EventLoopError.system` when the kernel has no descriptor left for one of them.
    public init(count: Int, name: String = "loop") throws(EventLoopError) {
        precondition(count > 0, "a group has at least one loop")
        var loops: [EventLoop] = []
        for index in 0..<count { loops.append(try EventLoop(name: "\(name)-\(index)")) }
        self.loops = loops
    }

    /// The next loop in turn; from any thread.
    public func next() -> EventLoop {
        let index = turn.wrappingAdd(1, ordering: .relaxed).oldValue
        return loops[Int(UInt(bitPattern: index) % UInt(loops.count))]
    }

    /// Stops every loop and waits for their threads; not on one of the loops.
    public func stop() {
        for loop in loops { loop.stop() }
    }
}

import EventLoops

extension EventSource {
    /// The source that watches already, or else a new one: a socket is watched from its first wait on.
    static func watching(
        _ descriptor: Int32,
        on loop: EventLoop,
        unless present: EventSource?
    ) throws(ATTError) -> EventSource {
        if let present { return present }
        do throws(EventLoopError) {
            return try EventSource(descriptor: descriptor, on: loop)
        } catch {
            switch error {
            case .system(let call, let number): throw .system(call: call, errno: number)
            }
        }
    }
}

import Synchronization

/// A value that arrives once, for one task to wait for: of several who offer one, the first wins.
public final class OneShot<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(UnsafeContinuation<Value, Never>)
        case filled(Value)
    }

    private let state = Mutex(State.empty)

    /// Makes one that is empty.
    public init() {}

    /// True once the value is there.
    public var isFilled: Bool {
        state.withLock { state in
            if case .filled = state { true } else { false }
        }
    }

    /// Offers the value; false when another came first.
    @discardableResult public func fulfil(_ value: Value) -> Bool {
        let (isFirst, waiting) = state.withLock { state -> (Bool, UnsafeContinuation<Value, Never>?) in
            switch state {
            case .filled: return (false, nil)
            case .empty:
                state = .filled(value)
                return (true, nil)
            case .awaited(let continuation):
                state = .filled(value)
                return (true, continuation)
            }
        }
        waiting?.resume(returning: value)
        return isFirst
    }

    /// Waits for the value; one task, once.
    public func value() async -> Value {
        await withUnsafeContinuation { continuation in
            let present = state.withLock { state -> Value? in
                if case .filled(let value) = state { return value }
                state = .awaited(continuation)
                return nil
            }
            if let present { continuation.resume(returning: present) }
        }
    }
}

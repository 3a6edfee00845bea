import Synchronization

/// A value that a closure needs and that exists only after the closure.
final class Later<Value: Sendable>: Sendable {
    private let stored: Mutex<Value?> = Mutex(nil)
    private let gate = Gate()

    func set(_ value: Value) {
        stored.withLock { $0 = value }
        gate.open()
    }

    var value: Value {
        get async throws {
            await gate.pass()
            guard let value = stored.withLock({ $0 }) else { throw CancellationError() }
            return value
        }
    }
}

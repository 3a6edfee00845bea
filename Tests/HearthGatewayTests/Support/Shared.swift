import Synchronization

/// A value that a test and the closures that it hands out both see.
final class Shared<Value: Sendable>: Sendable {
    private let stored: Mutex<Value>

    init(_ value: Value) { stored = Mutex(value) }

    var value: Value { stored.withLock(\.self) }

    func update(_ change: (inout Value) -> Void) { stored.withLock { change(&$0) } }
}

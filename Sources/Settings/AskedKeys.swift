import Synchronization

/// The keys that a program has read; shared by the copies of a reader.
final class AskedKeys: Sendable {
    /// What was read.
    struct Keys: Sendable {
        /// Keys of one value.
        var single: Set<String> = []
        /// Keys of several values.
        var several: Set<String> = []
    }

    private let keys = Mutex(Keys())

    /// Everything that was read so far.
    var all: Keys { keys.withLock { $0 } }

    /// Notes that the value of a key is read.
    func insert(_ key: String) { keys.withLock { _ = $0.single.insert(key) } }

    /// Notes that the values of a key are read.
    func insert(several key: String) { keys.withLock { _ = $0.several.insert(key) } }
}

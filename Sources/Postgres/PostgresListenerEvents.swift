/// The events of a listener, one after the other.
public struct PostgresListenerEvents: AsyncSequence, Sendable {
    /// Asks the listener for each event.
    public struct Iterator: AsyncIteratorProtocol {
        let listener: PostgresListener

        /// Waits for the next event; nil when the task is cancelled or the listener is closed.
        public mutating func next() async -> PostgresListenerEvent? { await listener.next() }
    }

    let listener: PostgresListener

    /// Starts to ask; one task at a time may.
    public func makeAsyncIterator() -> Iterator { Iterator(listener: listener) }
}

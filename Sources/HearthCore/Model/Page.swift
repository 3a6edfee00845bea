/// A part of a list.
public struct Page<Item: Sendable>: Sendable {
    /// The items, in the list's order.
    public let items: [Item]
    /// Where the next page starts; nil on the last one.
    public let next: Cursor?

    /// Makes the value.
    public init(items: [Item], next: Cursor?) {
        self.items = items
        self.next = next
    }
}

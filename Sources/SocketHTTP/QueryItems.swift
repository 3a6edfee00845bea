/// The decoded `name=value` items of a query, in the order in which they came.
///
/// Decoding is that of `application/x-www-form-urlencoded` (WHATWG URL): `+` is a space, an item without `=` has an
/// empty value, empty items are left out.
public struct QueryItems: Sendable, Equatable {
    /// One item.
    public struct Item: Sendable, Equatable {
        /// The decoded name.
        public let name: String
        /// The decoded value.
        public let value: String
    }

    /// All items, in order.
    public private(set) var items: [Item] = []

    /// No items.
    public init() {}

    /// Decodes a query without its question mark; nil when a name or value is not UTF-8 or badly percent-encoded.
    public init?(decoding query: Substring) {
        for part in query.split(separator: "&") {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decode(pieces[0].utf8, plusIsSpace: true),
                let value = pieces.count == 1 ? "" : PercentEncoding.decode(pieces[1].utf8, plusIsSpace: true)
            else { return nil }
            items.append(Item(name: name, value: value))
        }
    }

    /// The value of the first item of that name.
    public subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    /// The values of all items of that name, in order.
    public func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }
}

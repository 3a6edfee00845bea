import HearthCore
import SocketHTTP
import Vitals

/// The query of a request, read strictly: what is unknown, repeated or malformed is refused.
struct QueryReader: Sendable {
    /// The longest cursor: a few keys and instants.
    private static let cursorBytes = 1...256

    private let items: QueryItems

    /// Takes the query of an operation.
    ///
    /// - Throws: `Problem` when a parameter is not one of the operation's, or is given twice.
    init(_ items: QueryItems, of operation: Operation) throws(Problem) {
        var seen: Set<String> = []
        for item in items.items {
            guard operation.queryParameters.contains(item.name) else {
                throw .invalidQuery(String(item.name.prefix(40)), "unknown-parameter", "This parameter is not known")
            }
            guard seen.insert(item.name).inserted || operation.repeatableQueryParameters.contains(item.name) else {
                throw .invalidQuery(item.name, "repeated-parameter", "This parameter may be given once")
            }
        }
        self.items = items
    }

    /// An instant.
    func instant(_ name: String) throws(Problem) -> Instant? {
        guard let text = items[name] else { return nil }
        guard let instant = Instant(text) else {
            throw .invalidQuery(name, "invalid-value", "A time is an RFC 3339 text like 2026-11-21T08:00:00.000Z")
        }
        return instant
    }

    /// A case of an enumeration.
    func enumeration<T: RawRepresentable<String>>(_ name: String, _: T.Type = T.self) throws(Problem) -> T? {
        try enumerations(name, T.self).first
    }

    /// The cases of an enumeration that are given.
    func enumerations<T: RawRepresentable<String>>(_ name: String, _: T.Type = T.self) throws(Problem) -> [T] {
        var values: [T] = []
        for text in items.all(name) {
            guard let value = T(rawValue: text) else {
                throw .invalidQuery(name, "invalid-value", "This value is not known")
            }
            values.append(value)
        }
        return values
    }

    /// A UUID.
    func identifier<Entity>(_ name: String, _: Entity.Type = Entity.self) throws(Problem) -> Identifier<Entity>? {
        guard let text = items[name] else { return nil }
        guard let identifier = Identifier<Entity>(text) else {
            throw .invalidQuery(name, "invalid-value", "This is no UUID")
        }
        return identifier
    }

    /// The text of a parameter that must be there.
    func required(_ name: String) throws(Problem) -> String {
        guard let text = items[name] else { throw Self.missing(name) }
        return text
    }

    /// Which page of a list is wanted.
    func page() throws(Problem) -> PageRequest {
        let cursor = try cursor()
        guard let text = items["limit"] else { return PageRequest(after: cursor) }
        let digits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits, let limit = Int(text), (1...PageRequest.maximumLimit).contains(limit) else {
            throw .invalidQuery("limit", "invalid-value", "A whole number from 1 to \(PageRequest.maximumLimit)")
        }
        return PageRequest(limit: limit, after: cursor)
    }

    /// Where the page before ended; whether it is a place in this list is the store's to say.
    private func cursor() throws(Problem) -> Cursor? {
        guard let text = items["cursor"] else { return nil }
        let isWord = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isWord, Self.cursorBytes.contains(text.utf8.count) else {
            throw .invalidQuery("cursor", "invalid-value", "The nextCursor of a page of this list")
        }
        return Cursor(text)
    }

    /// The problem of a parameter that is not there.
    static func missing(_ name: String) -> Problem {
        .invalidQuery(name, "missing-parameter", "This parameter is required")
    }
}

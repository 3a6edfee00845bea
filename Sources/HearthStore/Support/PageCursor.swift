import HearthCore
import Vitals

/// What a cursor's text holds: the place of the last item of the page before, in the order of its list.
enum PageCursor {
    /// The key of the last item, for lists in the order of keys.
    static func id<Entity>(_ cursor: Cursor?, as type: Identifier<Entity>.Type) throws(CoreError) -> Identifier<Entity>?
    {
        guard let cursor else { return nil }
        guard let id = Identifier<Entity>(cursor.text) else { throw malformed }
        return id
    }

    /// A number, for lists in the order of versions or events.
    static func number(_ cursor: Cursor?) throws(CoreError) -> Int64? {
        guard let cursor else { return nil }
        guard let number = Int64(cursor.text) else { throw malformed }
        return number
    }

    /// The time and key of the last reading.
    static func reading(_ cursor: Cursor?) throws(CoreError) -> (effectiveAt: Instant, id: ReadingID)? {
        guard let cursor else { return nil }
        let parts = cursor.text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = Int64(parts[0]), let id = ReadingID(String(parts[1])) else {
            throw malformed
        }
        return (Instant(millisecondsSince1970: milliseconds), id)
    }

    static func text(_ reading: StoredReading) -> Cursor {
        Cursor("\(reading.effectiveAt.millisecondsSince1970)_\(reading.id)")
    }

    private static let malformed = CoreError.invalid(field: "cursor", message: "is not one that was handed out")
}

extension Page {
    /// The page of a list from which one item more than asked for was read.
    init(_ items: [Item], _ request: PageRequest, cursor: (Item) -> Cursor) {
        let page = Array(items.prefix(request.limit))
        self.init(items: page, next: items.count > request.limit ? page.last.map(cursor) : nil)
    }
}

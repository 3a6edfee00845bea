/// Which part of a list is wanted.
public struct PageRequest: Hashable, Sendable {
    /// How many items at most, 1 to `maximumLimit`.
    public var limit: Int
    /// Where the page before it ended; nil for the first page.
    public var after: Cursor?

    /// The most items of one page: a page of readings stays below a megabyte.
    public static let maximumLimit = 1_000
    /// The items of a page when nobody says: a screenful.
    public static let standardLimit = 100

    /// Makes the value; a limit outside its range is brought into it.
    public init(limit: Int = PageRequest.standardLimit, after: Cursor? = nil) {
        self.limit = min(max(limit, 1), PageRequest.maximumLimit)
        self.after = after
    }
}

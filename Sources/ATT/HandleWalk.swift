/// The part of a handle range that discovery has not seen; it only shrinks.
struct HandleWalk {
    /// What is left to ask for, or nil at the end.
    private(set) var rest: HandleRange?

    init(_ range: HandleRange) { rest = range.isValid ? range : nil }

    /// Goes on behind an entry.
    ///
    /// - Throws: `ATTError.inconsistentDiscovery` unless the entry lies in the rest and is not the wrong way round.
    mutating func advance(past entry: HandleRange) throws(ATTError) {
        guard let left = rest, left.contains(entry.first), left.contains(entry.last), entry.first <= entry.last else {
            throw .inconsistentDiscovery(handle: entry.first)
        }
        rest = entry.last < left.last ? HandleRange(first: entry.last + 1, last: left.last) : nil
    }
}

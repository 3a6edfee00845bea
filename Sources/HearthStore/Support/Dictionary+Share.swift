extension Dictionary {
    /// Drops each entry whose place is a multiple of `share`.
    ///
    /// - Parameters:
    ///   - share: One in so many goes.
    ///   - place: The place of the entry before the first; afterwards that of the last, to go on with another dictionary.
    mutating func dropOne(in share: Int, place: inout Int) {
        self = filter { _ in
            place += 1
            return !place.isMultiple(of: share)
        }
    }
}

extension Array {
    /// The elements in the order of their keys, each made once.
    ///
    /// Sorting moves keys and places, not the elements: moving a reference counts it each time.
    func sorted<Key: Comparable>(by key: (Element) -> Key) -> [Element] {
        let places = indices.map { (key: key(self[$0]), place: $0) }.sorted { $0.key < $1.key }
        return places.map { self[$0.place] }
    }
}

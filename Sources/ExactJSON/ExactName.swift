/// A member's name compared by its bytes instead of by Unicode equivalence.
struct ExactName: Hashable {
    let text: String

    static func == (left: Self, right: Self) -> Bool {
        // What is the same byte for byte is equal, and these are the quicker ones to say no.
        guard left.text.utf8.count == right.text.utf8.count, left.text == right.text else { return false }
        let isEqual = left.text.utf8.withContiguousStorageIfAvailable { leftBytes in
            right.text.utf8.withContiguousStorageIfAvailable { leftBytes.elementsEqual($0) }
        }
        return (isEqual ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

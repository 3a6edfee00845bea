import HearthCore

/// Checks of what people type, with errors that name the field.
enum FieldCheck {
    /// Names are shown in lists and on alerts.
    static let nameLengths = 1...200
    /// Device identifiers and models: addresses and serial numbers.
    static let identifierLengths = 1...100
    /// A reason or a note is a few sentences.
    static let reasonLengths = 1...4_000

    /// The text without white space around it.
    ///
    /// - Throws: `CoreError.invalid` when its length is out of range or it holds control characters.
    static func text(_ text: String, _ field: String, lengths: ClosedRange<Int>) throws(CoreError) -> String {
        let trimmed = text.drop(while: \.isWhitespace).trimmingSuffix(while: \.isWhitespace)
        guard lengths.contains(trimmed.unicodeScalars.count) else {
            throw .invalid(field: field, message: "must have \(lengths.lowerBound) to \(lengths.upperBound) characters")
        }
        let isClean = trimmed.unicodeScalars.allSatisfy {
            $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t"
        }
        guard isClean else { throw .invalid(field: field, message: "must not hold control characters") }
        return String(trimmed)
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, predicate(last) { rest.removeLast() }
        return rest
    }
}

import ExactJSON
import Foundation
import HearthCore
import Vitals

extension JSONReader {
    /// An object that has no other members than these.
    ///
    /// - Throws: `JSONReadError`.
    func form(_ names: [String]) throws(JSONReadError) -> JSONReader {
        try allowOnly(names)
        return self
    }

    /// One line that people read, not all of it spaces.
    func line(upTo count: Int = 200) throws(JSONReadError) -> String {
        try text(of: 1...count) { $0.properties.generalCategory == .control }
    }

    /// What a person wrote, 1 to 1,000 characters, on as many lines as they like: a few sentences.
    func note() throws(JSONReadError) -> String {
        try text(of: 1...1_000) { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" }
    }

    /// A word of printable ASCII characters.
    func word(upTo count: Int) throws(JSONReadError) -> String {
        let text = try string(bytes: 1...count)
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw invalid("Only printable ASCII characters without spaces are allowed")
        }
        return text
    }

    /// A UUID.
    func identifier<Entity>(_: Entity.Type = Entity.self) throws(JSONReadError) -> Identifier<Entity> {
        guard let identifier = Identifier<Entity>(try string()) else { throw invalid("This is no UUID") }
        return identifier
    }

    /// An RFC 3339 instant.
    func instant() throws(JSONReadError) -> Instant {
        guard let instant = Instant(try string()) else {
            throw invalid("A time is an RFC 3339 text like 2026-11-21T08:00:00.000Z")
        }
        return instant
    }

    /// An exact decimal.
    func decimal() throws(JSONReadError) -> ExactDecimal {
        let text = try number().text
        guard let decimal = try? ExactDecimal(text) else {
            throw invalid("A number has at most \(ExactDecimal.maximumDigits) digits and no extreme exponent")
        }
        return decimal
    }

    private func text(
        of count: ClosedRange<Int>,
        without isForbidden: (Unicode.Scalar) -> Bool
    ) throws(JSONReadError) -> String {
        let text = try string()
        guard count.contains(text.unicodeScalars.count) else {
            throw invalid("The text must have from \(count.lowerBound) to \(count.upperBound) characters")
        }
        guard !text.unicodeScalars.contains(where: isForbidden) else {
            throw invalid("The text must not have control characters")
        }
        guard text.contains(where: { !$0.isWhitespace }) else { throw invalid("The text must not be blank") }
        return text
    }
}

import Foundation
import Testing

/// `Vectors/gatt-vectors.json`: bytes that public sources give with their meaning.
struct PublishedVectors: Decodable {
    struct Number: Decodable, CustomTestStringConvertible {
        let hex: String
        let value: String?
        let special: String?
        var testDescription: String { hex }
    }

    struct Characteristic: Decodable, CustomTestStringConvertible {
        let uuid: String
        let hex: String
        let expect: [String: String]
        var testDescription: String { "\(uuid) \(hex)" }
    }

    let sfloat: [Number]
    let float: [Number]
    let characteristics: [Characteristic]

    /// Reads the file; a test run without it is a failed one.
    static func load() throws -> PublishedVectors {
        let url = Bundle.module.bundleURL.appendingPathComponent("Vectors/gatt-vectors.json")
        return try JSONDecoder().decode(PublishedVectors.self, from: Data(contentsOf: url))
    }
}

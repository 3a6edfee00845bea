import Foundation
import Yams

/// The keys that a YAML file sets, so that one which nobody reads is noticed.
struct SettingsFile: Sendable {
    /// What stands behind a key.
    enum Shape: Sendable {
        case one
        case several
    }

    /// By the key with its levels joined by dots.
    let shapes: [String: Shape]

    /// Reads a file.
    ///
    /// - Throws: What the system or the parser says.
    init(path: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var shapes: [String: Shape] = [:]
        if let root = try Yams.compose(yaml: text) { SettingsFile.collect(root, below: [], into: &shapes) }
        self.shapes = shapes
    }

    private static func collect(_ node: Node, below path: [String], into shapes: inout [String: Shape]) {
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping { collect(value, below: path + [key.string ?? "?"], into: &shapes) }
        case .sequence: shapes[path.joined(separator: ".")] = .several
        case .scalar, .alias: shapes[path.joined(separator: ".")] = .one
        }
    }
}

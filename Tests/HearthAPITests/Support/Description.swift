import HTTPTypes
import Testing

/// One operation of the OpenAPI document, found by the document's indentation.
struct Description {
    let path: String
    let method: String
    let text: String

    /// The `operationId`.
    var id: String { value(after: "operationId: ") ?? "" }

    /// Whether no token is needed.
    var isOpen: Bool { text.contains("\n      security: []\n") }

    /// The names of the query parameters, shared ones included.
    var queryParameters: Set<String> {
        var names: Set<String> = []
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        for (line, next) in zip(lines, lines.dropFirst()) where next == "in: query" {
            names.insert(String(line.dropFirst("- name: ".count)))
        }
        for shared in ["cursor", "limit", "from", "to"] where text.contains("/components/parameters/\(shared)'") {
            names.insert(shared)
        }
        return names
    }

    /// The operations of the document that the API serves.
    static func load() async throws -> [Description] {
        let document = try await Wire().send(.get, "/v1/openapi.yaml").text
        let start = try #require(document.firstRange(of: "\npaths:\n")).upperBound
        let end = try #require(document.firstRange(of: "\ncomponents:\n")).lowerBound
        var operations: [Description] = []
        var path = ""
        var method = ""
        var lines: [Substring] = []
        func finish() {
            if !method.isEmpty { operations.append(Description(path: path, method: method, text: text(of: lines))) }
            (method, lines) = ("", [])
        }
        for line in document[start..<end].split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("  /") {
                finish()
                path = String(line.dropFirst(2).dropLast())
            } else if ["    get:", "    put:", "    post:", "    patch:", "    delete:"].contains(line) {
                finish()
                method = String(line.dropFirst(4).dropLast())
            } else {
                lines.append(line)
            }
        }
        finish()
        return operations
    }

    private static func text(of lines: [Substring]) -> String { "\n" + lines.joined(separator: "\n") + "\n" }

    private func value(after prefix: String) -> String? {
        text.split(separator: "\n").lazy.map { $0.drop { $0 == " " } }.first { $0.hasPrefix(prefix) }
            .map { String($0.dropFirst(prefix.count)) }
    }
}

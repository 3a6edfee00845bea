import Foundation
import Testing

/// h11 in a process of its own: an HTTP/1.1 parser that shares nothing with Hearth's.
enum H11 {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// What h11 makes of each stream.
    static func parse(_ streams: [[UInt8]]) throws -> [ParsedStream] {
        let python = try #require(
            ProcessInfo.processInfo.environment["HEARTH_TEST_PYTHON"],
            "HEARTH_TEST_PYTHON names the interpreter with Tests/requirements.txt; Deploy/test sets it"
        )
        let folder = URL.temporaryDirectory.appending(path: "hearth-h11-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let input = folder.appending(path: "streams")
        let output = folder.appending(path: "requests")
        try Data(streams.map { hexadecimal($0) + "\n" }.joined().utf8).write(to: input)
        try Data().write(to: output)
        try run(python, on: input, writing: FileHandle(forWritingTo: output))
        let lines = try Data(contentsOf: output).split(separator: UInt8(ascii: "\n"))
        guard lines.count == streams.count else {
            throw Failure(description: "\(lines.count) answers for \(streams.count) streams")
        }
        let decoder = JSONDecoder()
        return try lines.map { try decoder.decode(ParsedStream.self, from: $0) }
    }

    private static func run(_ python: String, on input: URL, writing output: FileHandle) throws {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Peer/h11_peer.py").path,
            input.path,
        ]
        process.standardOutput = output
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "the h11 peer failed: is h11 installed for \(python)?")
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

import Foundation

/// A program of the tests that is not ours.
struct PeerProcess {
    private let process = Process()
    private let output: URL

    init(_ program: String, _ arguments: [String], folder: URL) {
        output = folder.appending(path: "output.txt")
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
    }

    /// Runs it to its end; a cancelled test ends it.
    ///
    /// - Returns: The exit status, and what it wrote to standard output and error.
    func run() async throws -> (status: Int32, output: String) {
        try Data().write(to: output)
        let file = try FileHandle(forWritingTo: output)
        process.standardOutput = file
        process.standardError = file
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in end.finish() }
        try process.run()
        for await _ in ends {}
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        try file.close()
        return (process.terminationStatus, String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }
}

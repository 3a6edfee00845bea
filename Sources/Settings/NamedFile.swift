import Foundation

/// A file that a setting or an option names, read at the start of a program.
public struct NamedFile: Sendable {
    /// Its path, as it was named.
    public let path: String
    /// All of it.
    public let bytes: [UInt8]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - maximumBytes: How large it may be.
    /// - Throws: `SettingsError.unreadableFile`.
    public init(path: String, maximumBytes: Int) throws(SettingsError) {
        let data: Data
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            data = try file.read(upToCount: maximumBytes + 1) ?? Data()
        } catch {
            throw .unreadableFile(path: path, reason: error.localizedDescription)
        }
        guard data.count <= maximumBytes else {
            throw .unreadableFile(path: path, reason: "it has more than \(maximumBytes) bytes")
        }
        self.path = path
        bytes = Array(data)
    }
}

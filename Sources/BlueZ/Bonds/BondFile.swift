import Foundation

/// The file of the bonds: for its own user only, and always whole.
///
/// Whoever reads it can listen to the devices and play them.
public struct BondFile: Sendable {
    private let folder: URL
    private let name = "bonds.json"

    private var path: String { folder.appendingPathComponent(name).path }

    /// Names the file in a folder that is there.
    public init(folder: URL) { self.folder = folder }

    /// Reads the bonds; none when there is no file yet.
    ///
    /// - Throws: `BlueZError.bondFile` when others could read the file or it is not what was written. It is never
    ///   replaced by an empty one: the keys in it cannot be made again without the devices.
    public func read() throws(BlueZError) -> BondBook {
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .bondFile("\(name): \(String(cString: strerror(errno)))") }
            return BondBook()
        }
        guard status.st_mode & 0o077 == 0 else { throw .bondFile("\(name) is readable by others: chmod 600") }
        let document: BondDocument
        do {
            document = try JSONDecoder().decode(BondDocument.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            // What the decoder says could contain a key.
            throw .bondFile("\(name) cannot be read or is malformed")
        }
        return try document.book()
    }

    /// Replaces the file: a draft of mode 0600 is written, synced and renamed, then the folder is synced.
    ///
    /// - Throws: `BlueZError.bondFile`; the old file is there still.
    public func write(_ book: BondBook) throws(BlueZError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        guard let bytes = try? encoder.encode(BondDocument(book)) else { throw .bondFile("cannot be encoded") }
        let draft = path + ".new"
        // A draft that was left behind may have other rights.
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .bondFile("\(name): \(String(cString: strerror(errno)))") }
        let isWritten = Self.writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, path) == 0, isFolderSynced() else {
            throw .bondFile("\(name) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    private static func writeAll(_ bytes: Data, to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Foundation.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0, errno != EINTR { return false }
                done += max(0, count)
            }
            return true
        }
    }

    private func isFolderSynced() -> Bool {
        let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}

import BlueZ
import Foundation

/// The folder of one gateway: its spool, its credential and its bonds, for its own user only.
public struct StateDirectory: Sendable {
    /// The folder.
    public let url: URL

    /// The spool's database.
    public var spoolFile: URL { url.appendingPathComponent("spool.sqlite") }
    /// The keys of the paired devices.
    var bondFile: BondFile { BondFile(folder: url) }
    private var credentialFile: URL { url.appendingPathComponent("credential") }

    /// Makes the folder, mode 0700, when it is not there.
    ///
    /// - Throws: `GatewayError.stateDirectory` when it cannot be made.
    public init(_ url: URL) throws(GatewayError) {
        self.url = url
        do {
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .stateDirectory("cannot be made")
        }
    }

    /// The bearer token, or nil when the gateway has not been enrolled.
    ///
    /// - Throws: `GatewayError.stateDirectory` when others could read the file.
    public func credential() throws(GatewayError) -> String? {
        var status = stat()
        guard stat(credentialFile.path, &status) == 0 else {
            guard errno == ENOENT else { throw .stateDirectory("credential cannot be read") }
            return nil
        }
        guard status.st_mode & 0o077 == 0 else { throw .stateDirectory("credential is readable by others") }
        guard let text = try? String(contentsOf: credentialFile, encoding: .utf8) else {
            throw .stateDirectory("credential cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Keeps a bearer token: mode 0600 from the first byte, synced, and renamed into place.
    ///
    /// - Throws: `GatewayError.stateDirectory` when it cannot be written.
    public func keep(credential: String) throws(GatewayError) {
        let draft = url.appendingPathComponent("credential.new").path
        // A draft that was left behind may have other rights.
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .stateDirectory("credential cannot be written") }
        let bytes = Array((credential + "\n").utf8)
        let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, credentialFile.path) == 0, isSynced() else {
            throw .stateDirectory("credential cannot be written")
        }
    }

    /// Makes the new name durable: the code that was traded for the credential is used up.
    private func isSynced() -> Bool {
        let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}

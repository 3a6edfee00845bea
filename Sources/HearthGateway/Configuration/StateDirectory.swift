import BlueZ
import Foundation
import Vitals

/// The folder of one gateway: its spool, its credential and its bonds, for its own user only.
public struct StateDirectory: Sendable {
    /// The folder.
    public let url: URL

    /// The spool's database.
    public var spoolFile: URL { url.appendingPathComponent("spool.sqlite") }
    /// How the running gateway was when it looked last.
    var observationFile: URL { url.appendingPathComponent("observation.json") }
    /// What is believed about the clock.
    var clockFile: ClockFile { ClockFile(url: url.appendingPathComponent("clock.json")) }
    /// The keys of the paired devices.
    var bondFile: BondFile { BondFile(folder: url) }
    /// What was discovered of the devices.
    var handleFolder: URL { url.appendingPathComponent("handles") }
    /// The socket at which the running gateway serves a person's commands.
    var controlPath: String { url.appendingPathComponent("control").path }
    private var credentialFile: URL { url.appendingPathComponent("credential") }
    private var previousFile: URL { url.appendingPathComponent("credential.previous") }

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
    public func credential() throws(GatewayError) -> String? { try secret(in: credentialFile) }

    /// The token of before, to fall back on; nil when there was none.
    func previousCredential() throws(GatewayError) -> String? { try secret(in: previousFile) }

    /// When the token was written, by the clock of then; nil when there is none.
    var credentialWrittenAt: Instant? {
        var status = stat()
        guard stat(credentialFile.path, &status) == 0 else { return nil }
        return Instant(
            millisecondsSince1970: Int64(status.st_mtim.tv_sec) * 1_000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        )
    }

    /// Keeps the bearer token of an enrolment; one of before belongs to an enrolment of before, and goes.
    ///
    /// - Throws: `GatewayError.stateDirectory` when it cannot be written.
    public func keep(credential: String) throws(GatewayError) {
        try write(credential, to: credentialFile)
        guard unlink(previousFile.path) == 0 || errno == ENOENT else {
            throw .stateDirectory("credential.previous cannot be removed")
        }
    }

    /// Puts a renewed token into the place of the one that is kept, which stays as the previous one.
    ///
    /// Whenever this is interrupted, the file has the one or the other.
    ///
    /// - Throws: `GatewayError.stateDirectory` when it cannot be written.
    func replace(credential: String) throws(GatewayError) {
        if let current = try self.credential() { try write(current, to: previousFile) }
        try write(credential, to: credentialFile)
    }

    private func secret(in file: URL) throws(GatewayError) -> String? {
        let name = file.lastPathComponent
        var status = stat()
        guard stat(file.path, &status) == 0 else {
            guard errno == ENOENT else { throw .stateDirectory("\(name) cannot be read") }
            return nil
        }
        guard status.st_mode & 0o077 == 0 else { throw .stateDirectory("\(name) is readable by others") }
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw .stateDirectory("\(name) cannot be read")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes a secret: mode 0600 from the first byte, synced, and renamed into place.
    private func write(_ secret: String, to file: URL) throws(GatewayError) {
        let draft = file.path + ".new"
        // A draft that was left behind may have other rights.
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .stateDirectory("credential cannot be written") }
        let bytes = Array((secret + "\n").utf8)
        let isWritten = Foundation.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(draft, file.path) == 0, isSynced() else {
            throw .stateDirectory("credential cannot be written")
        }
    }

    /// Makes the new name durable: the code or token that was traded for the credential is used up.
    private func isSynced() -> Bool {
        let descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}

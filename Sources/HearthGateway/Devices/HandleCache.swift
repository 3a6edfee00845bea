import Foundation
import Logging

/// What was discovered of each device, in a private folder with a file for each, always whole.
///
/// It is a memory only: a file that cannot be read or written costs one discovery.
struct HandleCache: Sendable {
    /// The largest file that is read: a device has a few dozen attributes of a hundred bytes each.
    private static let maximumBytes = 1 << 20

    private let folder: URL
    private let logger: Logger

    /// Names a folder, which is made when something is kept.
    init(folder: URL, logger: Logger) {
        self.folder = folder
        self.logger = logger
    }

    /// What is known of a device; nil when nothing is.
    func database(of device: DeviceEntry) -> KnownDatabase? {
        guard let file = try? FileHandle(forReadingFrom: url(of: device)) else { return nil }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: Self.maximumBytes) else { return nil }
        let known = try? JSONDecoder().decode(KnownDatabase.self, from: bytes)
        return known?.services.isEmpty == false ? known : nil
    }

    /// Keeps what was discovered: a draft of mode 0600 is written and renamed.
    func keep(_ database: KnownDatabase, of device: DeviceEntry) {
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let draft = url(of: device).path + ".new"
            // A draft that was left behind may have other rights.
            unlink(draft)
            let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            try file.write(contentsOf: JSONEncoder().encode(database))
            try file.close()
            guard rename(draft, url(of: device).path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            logger.warning("handles are not kept", metadata: ["device": "\(device.identifier)", "error": "\(error)"])
        }
    }

    /// Forgets what is known of a device.
    func forget(_ device: DeviceEntry) { unlink(url(of: device).path) }

    private func url(of device: DeviceEntry) -> URL {
        switch device.address {
        case .bluetooth(let address): folder.appendingPathComponent("\(address).json")
        case .unixSeqpacket: folder.appendingPathComponent("\(device.identifier).json")
        }
    }
}

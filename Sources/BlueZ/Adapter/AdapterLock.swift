import Foundation

/// Keeps two programs from the same adapter: a second one would answer for the first and take its keys.
public final class AdapterLock: Sendable {
    private let descriptor: Int32

    /// Takes the adapter for this process, until the lock is let go.
    ///
    /// - Parameter folder: The gateway's state: its `run`, `scan` and `pair` share it.
    /// - Throws: `BlueZError.adapterInUse` when another gateway or bluetoothd has it, `.system`.
    public init(folder: URL) throws(BlueZError) {
        let path = folder.appendingPathComponent("adapter.lock").path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last("open \(path)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .adapterInUse(by: "hearth-gateway")
        }
        if let rival = Self.rival() {
            close(descriptor)
            throw .adapterInUse(by: rival)
        }
    }

    deinit { close(descriptor) }

    /// Names a program that uses every adapter without a lock; nil when it does not run.
    ///
    /// What bluetoothd does to an adapter shows only later, as EBUSY, as bonds that seem lost or as lost measurements.
    static func rival() -> String? { isRunning(bluetoothd) ? bluetoothd : nil }

    private static let bluetoothd = "bluetoothd"

    /// Looks for a program among the processes.
    static func isRunning(_ program: String) -> Bool {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.contains { entry in
            guard entry.allSatisfy(\.isNumber) else { return false }
            let name = try? String(contentsOfFile: "/proc/\(entry)/comm", encoding: .utf8)
            return name?.trimmingCharacters(in: .whitespacesAndNewlines) == program
        }
    }
}

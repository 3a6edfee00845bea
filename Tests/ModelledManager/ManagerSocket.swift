import Foundation

/// The service manager's end of the socket.
public final class ManagerSocket: Sendable {
    /// A busy machine may take long.
    private static let patience: Duration = .seconds(30)

    /// The value of `NOTIFY_SOCKET`.
    public let path: String
    private let descriptor: Int32

    /// Listens at a path of its own.
    public init() throws {
        path = "/tmp/hearth-notify-\(UUID().uuidString.prefix(8))"
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// The next datagram, or nil when there is none.
    public func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count >= 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }

    /// All that have come.
    public func all() -> [String] {
        var texts: [String] = []
        while let text = next() { texts.append(text) }
        return texts
    }

    /// Waits for a datagram that has this line.
    ///
    /// - Returns: Those that came before it.
    /// - Throws: `ManagerNotTold` when it does not come.
    @discardableResult
    public func wait(for line: String) async throws -> [String] {
        let end = ContinuousClock.now + Self.patience
        var before: [String] = []
        while ContinuousClock.now < end {
            while let text = next() {
                if text.split(separator: "\n").contains(Substring(line)) { return before }
                before.append(text)
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw ManagerNotTold(line: line, heard: before)
    }
}

/// A line that never came.
public struct ManagerNotTold: Error {
    /// What was waited for.
    public var line: String
    /// What came instead.
    public var heard: [String]
}

import Foundation
import Testing

/// The service manager's end of the socket.
final class ManagerSocket: Sendable {
    let path: String
    private let descriptor: Int32

    init() throws {
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
        try #require(isBound)
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// The next datagram, or nil when there is none.
    func next() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return count >= 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }

    /// All that have come.
    func all() -> [String] {
        var texts: [String] = []
        while let text = next() { texts.append(text) }
        return texts
    }

    /// Waits for a datagram; a busy machine may take long.
    func wait(for text: String) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < end {
            if all().contains(text) { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("\(text) never came")
    }
}

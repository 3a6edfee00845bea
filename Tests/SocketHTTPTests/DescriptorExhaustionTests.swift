import Foundation
import Testing

@testable import SocketHTTP

@Suite struct DescriptorExhaustionTests {
    /// Descriptors that the server finds free for its connections.
    private static let free = 5

    @Test("goes on accepting when the process has no descriptor left, and answers 503 when all are busy")
    func survives() async throws {
        let isReleased = ShutdownSignal()
        let begun = Counter()
        try await withServer(handler: { request in
            guard request.path == "/busy" else { return .text("quick") }
            begun.increment()
            while !isReleased.isStopping { try? await Task.sleep(for: .milliseconds(5)) }
            return .text("done")
        }) { address, _ in
            let sockets = (0..<40).map { _ in RawClient.newSocket() }
            let shortage = Shortage(leaving: DescriptorExhaustionTests.free)
            defer { shortage.end() }
            var unused = sockets.makeIterator()
            func client() throws -> RawClient {
                let socket = unused.next()
                return try RawClient(address, using: try #require(socket))
            }

            // Silent connections and idle ones make room.
            let silent = try (0..<8).map { _ in try client() }
            var quick: [RawClient] = []
            for _ in 0..<10 {
                quick.append(try client())
                try quick.last?.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try quick.last?.readAnswer().status == 200)
            }
            // Busy ones do not: some of these are more than there are descriptors for.
            var busy: [RawClient] = []
            for _ in 0..<(2 * DescriptorExhaustionTests.free) {
                busy.append(try client())
                try busy.last?.send("GET /busy HTTP/1.1\r\nHost: h\r\n\r\n")
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect((1...DescriptorExhaustionTests.free).contains(begun.value))
            isReleased.signal()
            let answers = try busy.map { try $0.readAnswer() }
            #expect(answers.count { $0.status == 200 } >= begun.value)
            let refusals = answers.filter { $0.status == 503 }
            #expect(!refusals.isEmpty)
            #expect(refusals.allSatisfy { $0.fields["retry-after"] == "2" })
            let next = try client()
            try next.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try next.readAnswer().status == 200)
            withExtendedLifetime((silent, quick)) {}
        }
    }
}

/// Takes descriptors until the process has only a few left, as a limit that is too low would.
private final class Shortage {
    private var taken: [Int32] = []
    private var original = rlimit()
    /// Descriptors that the limit leaves above the highest one.
    private static let margin = 64
    private static let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

    init(leaving free: Int) {
        getrlimit(Shortage.kind, &original)
        var lowered = original
        lowered.rlim_cur = min(original.rlim_cur, rlim_t(Shortage.highestDescriptor + Shortage.margin))
        setrlimit(Shortage.kind, &lowered)
        while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 { taken.append(descriptor) }
        #expect(taken.count > free)
        for descriptor in taken.suffix(free) { close(descriptor) }
        taken.removeLast(min(free, taken.count))
    }

    /// The highest descriptor in use: other tests of the process may have left many behind.
    private static var highestDescriptor: Int {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return names?.compactMap { Int($0) }.max() ?? 0
    }

    func end() {
        for descriptor in taken { close(descriptor) }
        setrlimit(Shortage.kind, &original)
    }
}

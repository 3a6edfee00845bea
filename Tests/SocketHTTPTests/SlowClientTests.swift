import EventLoops
import Foundation
import Testing

@testable import SocketHTTP

/// Ten thousand clients that send a byte now and then, of a head or of a body, against a server that has room for a
/// tenth of them.
@Suite struct SlowClientTests {
    private static let slowClients = 10_000
    /// Each address has some 28,000 ports; a few addresses stand for the attacker's many machines.
    private static let sources = (2...21).map { "127.0.0.\($0)" }

    @Test(
        "serves normal clients while 10,000 slow ones hold on to it",
        arguments: [
            "GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000\r\n\r\n",
        ]
    ) func servesNormalClients(beginning: String) async throws {
        let needed = SlowClientTests.slowClients + 2_000
        try #require(DescriptorLimit.raise(to: needed) >= needed, "the hard limit of open files is too low")
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnections = 1_000
        configuration.maximumConnectionsPerAddress = 1_000
        configuration.backlog = 4_096
        try await withServer(configuration, handler: tellPathOfWhole) { address, server in
            let attack = SlowAttack(
                address,
                beginning: beginning,
                count: SlowClientTests.slowClients,
                sources: SlowClientTests.sources
            )
            attack.start()
            try await waitUntil { attack.attempts.value >= SlowClientTests.slowClients / 2 }
            for turn in 0..<50 {
                let newcomer = try RawClient(address)
                try ask(newcomer, "/new\(turn)")
                #expect(server.connectionCount >= configuration.maximumConnections / 2)
                #expect(server.connectionCount <= configuration.maximumConnections + 256)
            }
            try await waitUntil { attack.attempts.value >= SlowClientTests.slowClients }
            for turn in 0..<50 {
                let newcomer = try RawClient(address)
                try ask(newcomer, "/after\(turn)")
            }
            attack.stop()
            #expect(attack.connected.value >= SlowClientTests.slowClients / 2)
        }
    }

    /// Answers once the request is whole.
    @Sendable private func tellPathOfWhole(_ request: ServerRequest) async -> ServerResponse {
        _ = try? await request.body.collect(upTo: 10_000)
        return await tellPath(request)
    }

    private func ask(_ client: RawClient, _ path: String) throws {
        try client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.readAnswer().body == path)
    }
}

/// Opens connections as fast as it can, sends the beginning of a request on each, and holds them.
private final class SlowAttack: Sendable {
    /// Connections that were opened, the server having closed some since.
    let connected = Counter()
    let attempts = Counter()
    private let address: SocketAddress
    private let beginning: String
    private let count: Int
    private let sources: [String]
    private let isOver = ShutdownSignal()
    private let ended = DispatchSemaphore(value: 0)

    init(_ address: SocketAddress, beginning: String, count: Int, sources: [String]) {
        self.address = address
        self.beginning = beginning
        self.count = count
        self.sources = sources
    }

    func start() { Thread.detachNewThread { [self] in run() } }

    func stop() {
        isOver.signal()
        ended.wait()
    }

    private func run() {
        var clients: [RawClient] = []
        clients.reserveCapacity(count)
        for index in 0..<count where !isOver.isStopping {
            if let client = try? RawClient(address, from: sources[index % sources.count]) {
                try? client.send(beginning)
                clients.append(client)
                connected.increment()
            }
            attempts.increment()
        }
        while !isOver.isStopping {
            for client in clients { try? client.send("a") }
            Thread.sleep(forTimeInterval: 1)
        }
        clients.removeAll()
        ended.signal()
    }
}

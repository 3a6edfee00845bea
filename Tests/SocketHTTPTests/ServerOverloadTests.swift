import HTTPTypes
import Testing

@testable import SocketHTTP

@Suite struct ServerOverloadTests {
    private static let get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"

    @Test("answers 503 with Retry-After when all connections are busy, and serves again after") func refusesOverload()
        async throws
    {
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnections = 2
        configuration.retryAfterSeconds = 7
        let gate = Gate()
        try await withServer(configuration, handler: gate.handle) { address, server in
            let clients = try (0..<2).map { _ in try RawClient(address) }
            for client in clients { try client.send(ServerOverloadTests.get) }
            try await waitUntil { gate.begun.value == 2 }
            let refused = try RawClient(address)
            try refused.send(ServerOverloadTests.get)
            try expectRefusal(of: refused)
            // The refused client does not go away by itself.
            try await waitUntil { server.connectionCount == 2 }
            gate.open()
            for client in clients { #expect(try client.readAnswer().status == 200) }
            let next = try RawClient(address)
            try next.send(ServerOverloadTests.get)
            #expect(try next.readAnswer().status == 200)
        }
    }

    @Test("tells hundreds of clients at once to come back, however few of them it can wait for")
    func refusesCrowd() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnections = 1
        configuration.retryAfterSeconds = 7
        // Those that are waited for stay, since nobody reads yet.
        configuration.times.linger = .seconds(600)
        let gate = Gate()
        try await withServer(configuration, loops: 1, grace: .zero, handler: gate.handle) { address, _ in
            let busy = try RawClient(address)
            try busy.send(ServerOverloadTests.get)
            try await waitUntil { gate.begun.value == 1 }
            let crowd = try (0..<300).map { _ in
                let client = try RawClient(address)
                try client.send(ServerOverloadTests.get)
                return client
            }
            for client in crowd {
                let answer = try client.readAnswer()
                #expect(answer.status == 503)
                #expect(answer.fields["retry-after"] == "7")
            }
            gate.open()
            #expect(try busy.readAnswer().status == 200)
        }
    }

    @Test("lets the one that has waited longest without a request make room, and never one that is served")
    func makesRoom() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnections = 4
        // Nobody goes by himself, however long it takes.
        configuration.times.firstByte = .seconds(600)
        configuration.times.header = .seconds(600)
        let gate = Gate()
        try await withServer(configuration, loops: 1, handler: gate.handle) { address, server in
            let busy = try RawClient(address)
            try busy.send(ServerOverloadTests.get)
            try await waitUntil { gate.begun.value == 1 }
            let silent = try (0..<3).map { _ in try RawClient(address) }
            try silent[0].send("GET / HT")
            try await waitUntil { server.connectionCount == 4 }
            // Long enough to be called slow.
            try await Task.sleep(for: .milliseconds(100))
            var others: [RawClient] = []
            for _ in 0..<20 {
                let client = try RawClient(address)
                try client.send("GET /probe HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.readAnswer().status == 200)
                others.append(client)
            }
            gate.open()
            #expect(try busy.readAnswer().status == 200)
            for client in silent { #expect(try client.readAll().isEmpty) }
        }
    }

    @Test("lets the one that idles longest make room where all have brought requests") func closesIdleForRoom()
        async throws
    {
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnections = 2
        try await withServer(configuration, loops: 1, handler: tellPath) { address, _ in
            let clients = try (0..<2).map { _ in try RawClient(address) }
            for client in clients {
                try client.send(ServerOverloadTests.get)
                #expect(try client.readAnswer().status == 200)
            }
            let third = try RawClient(address)
            try third.send(ServerOverloadTests.get)
            #expect(try third.readAnswer().status == 200)
            #expect(try clients[0].isClosed())
            try clients[1].send(ServerOverloadTests.get)
            #expect(try clients[1].readAnswer().status == 200)
        }
    }

    @Test("finds the slow body that makes room behind a hundred requests that have been served since")
    func findsSlowBody() async throws {
        var configuration = HTTPServerConfiguration()
        // One place for a slow client, one for another, both on the loop that a newcomer comes to.
        configuration.maximumConnections = 2
        // A busy machine may take long for what comes in between.
        configuration.times.body = .seconds(600)
        try await withServer(configuration, loops: 1, handler: echo) { address, _ in
            let slow = try RawClient(address)
            try slow.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\na")
            try await Task.sleep(for: .milliseconds(50))
            let regular = try RawClient(address)
            for _ in 0..<100 {
                try regular.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n")
                try await Task.sleep(for: .milliseconds(1))
                try regular.send("b")
                #expect(try regular.readAnswer().body == "b")
            }
            let newcomer = try RawClient(address)
            try newcomer.send(ServerOverloadTests.get)
            #expect(try newcomer.readAnswer().status == 200)
            #expect(try slow.isClosed())
            try regular.send(ServerOverloadTests.get)
            #expect(try regular.readAnswer().status == 200)
        }
    }

    @Test("gives one address its share of connections, and a proxy more") func limitsAddresses() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.maximumConnectionsPerAddress = 3
        try await withServer(configuration, handler: tellPath) { address, server in
            var clients = try (0..<3).map { _ in try RawClient(address, from: "127.0.0.2") }
            let refused = try RawClient(address, from: "127.0.0.2")
            try refused.send(ServerOverloadTests.get)
            #expect(try refused.readAnswer().status == 503)
            for source in ["127.0.0.3", "127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1"] {
                clients.append(try RawClient(address, from: source))
                try clients.last?.send(ServerOverloadTests.get)
                #expect(try clients.last?.readAnswer().status == 200)
            }
            clients.removeAll()
            try await waitUntil { server.connectionCount <= 1 }
            let next = try RawClient(address, from: "127.0.0.2")
            try next.send(ServerOverloadTests.get)
            #expect(try next.readAnswer().status == 200)
        }
    }

    @Test("answers 503 when too many requests are in flight, but probes always, and keeps the connection")
    func limitsRequestsInFlight() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.maximumRequestsInFlight = 2
        configuration.retryAfterSeconds = 7
        configuration.alwaysAnsweredPaths = ["/probe"]
        let gate = Gate()
        try await withServer(configuration, handler: gate.handle) { address, _ in
            let clients = try (0..<2).map { _ in try RawClient(address) }
            for client in clients { try client.send(ServerOverloadTests.get) }
            try await waitUntil { gate.begun.value == 2 }
            let third = try RawClient(address)
            for _ in 0..<2 {
                try third.send(ServerOverloadTests.get)
                let answer = try third.readAnswer()
                #expect(answer.status == 503)
                #expect(answer.fields["retry-after"] == "7")
                #expect(answer.fields["connection"] == nil)
            }
            try third.send("GET /probe HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try third.readAnswer().status == 200)
            gate.open()
            for client in clients { #expect(try client.readAnswer().status == 200) }
            try third.send(ServerOverloadTests.get)
            #expect(try third.readAnswer().status == 200)
        }
    }

    @Test("does not count a request in flight while it waits for its body") func waitingForBodyIsNoWork() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.maximumRequestsInFlight = 1
        let begun = Counter()
        try await withServer(
            configuration,
            handler: { request in
                begun.increment()
                return await echo(request)
            }
        ) { address, _ in
            let slow = try (0..<6).map { _ in try RawClient(address) }
            for client in slow { try client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na") }
            try await waitUntil { begun.value == 6 }
            let other = try RawClient(address)
            try other.send(ServerOverloadTests.get)
            #expect(try other.readAnswer().status == 200)
            for client in slow {
                try client.send("b")
                #expect(try client.readAnswer().body == "ab")
            }
        }
    }

    @Test("answers 503 to a body that does not fit beside the others, and takes it later") func limitsBodyBytes()
        async throws
    {
        var configuration = HTTPServerConfiguration()
        configuration.maximumBodyBytesInFlight = 20_000
        configuration.times.linger = .milliseconds(100)
        let gate = Gate()
        try await withServer(configuration, handler: gate.handle) { address, _ in
            let request = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 8000\r\n\r\n"
            let body = String(repeating: "x", count: 8_000)
            let clients = try (0..<3).map { _ in try RawClient(address) }
            for client in clients.prefix(2) { try client.send(request + body) }
            try await waitUntil { gate.begun.value == 2 }
            // The third connection is on the loop of the first, which has 2,000 bytes left.
            try clients[2].send(request + body)
            let answer = try clients[2].readAnswer()
            #expect(answer.status == 503)
            gate.open()
            for client in clients.prefix(2) { #expect(try client.readAnswer().status == 200) }
            let again = try RawClient(address)
            try again.send(request + body)
            #expect(try again.readAnswer().status == 200)
        }
    }

    @Test("cancels a handler that takes too long, answers 503 and closes", arguments: [true, false])
    func limitsHandlerTime(obeysCancellation: Bool) async throws {
        var configuration = HTTPServerConfiguration()
        configuration.times.handler = .milliseconds(100)
        let isOver = ShutdownSignal()
        try await withServer(
            configuration,
            handler: { request in
                guard request.path == "/slow" else { return .text("quick") }
                if obeysCancellation {
                    try? await Task.sleep(for: .seconds(60))
                } else {
                    while !isOver.isStopping { await Task { try? await Task.sleep(for: .milliseconds(10)) }.value }
                }
                return .text("late", status: .internalServerError)
            }
        ) { address, _ in
            let client = try RawClient(address)
            try client.send("GET /quick HTTP/1.1\r\nHost: h\r\n\r\nGET /slow HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAnswer().status == 200)
            try expectRefusal(of: client, retryAfter: "2")
            isOver.signal()
        }
    }

    @Test("sends what a cancelled handler has done all the same") func keepsLateSuccess() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.times.handler = .milliseconds(100)
        try await withServer(
            configuration,
            handler: { _ in
                try? await Task.sleep(for: .seconds(60))
                return .text("stored", status: .created)
            }
        ) { address, _ in
            let client = try RawClient(address)
            try client.send(ServerOverloadTests.get)
            #expect(try client.readAnswer().status == 201)
        }
    }

    @Test("takes its share of pipelined requests and leaves the rest to another connection") func limitsPipelining()
        async throws
    {
        var configuration = HTTPServerConfiguration()
        configuration.maximumPipelinedRequests = 3
        let served = Counter()
        try await withServer(
            configuration,
            handler: { request in
                served.increment()
                return .text(request.path)
            }
        ) { address, _ in
            let client = try RawClient(address)
            try client.send(String(repeating: ServerOverloadTests.get, count: 10))
            for _ in 0..<2 { #expect(try client.readAnswer().fields["connection"] == nil) }
            #expect(try client.readAnswer().fields["connection"] == "close")
            #expect(try client.isClosed())
            #expect(served.value == 3)
        }
    }

    private func expectRefusal(of client: RawClient, retryAfter: String = "7") throws {
        let answer = try client.readAnswer()
        #expect(answer.status == 503)
        #expect(answer.fields["retry-after"] == retryAfter)
        #expect(answer.fields["connection"] == "close")
        #expect(try client.isClosed())
    }
}

/// A handler that holds requests until it is opened, but not those of a probe.
private final class Gate: Sendable {
    let begun = Counter()
    private let isOpen = ShutdownSignal()

    func open() { isOpen.signal() }

    @Sendable func handle(_ request: ServerRequest) async -> ServerResponse {
        guard request.path != "/probe" else { return .text("alive") }
        let body = try? await request.body.collect(upTo: 1_000_000)
        guard body != nil else { return .text("no body", status: .serviceUnavailable) }
        begun.increment()
        while !isOpen.isStopping { try? await Task.sleep(for: .milliseconds(5)) }
        return .text("done")
    }
}

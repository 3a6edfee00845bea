import Foundation
import HTTPTypes
import ReadingExchange
import SocketHTTP
import Synchronization
import Testing
import Vitals

@testable import Upload

@Suite("Requests over libcurl")
struct CurlTransportTests {
    @Test("The document, the token and nothing else goes to the server, and its answer comes back")
    func posts() async throws {
        let received = Mutex<[(HTTPRequest, [UInt8])]>([])
        let server = try await TestServer { request, body in
            received.withLock { $0.append((request.head, body)) }
            return ServerResponse(
                status: .tooManyRequests,
                fields: [.retryAfter: "17", .contentType: "application/problem+json"],
                body: .bytes([0x7B, 0x7D])
            )
        }
        let transport = try CurlTransport(address: server.address)
        let document = Array(#"{"readings":[]}"#.utf8)
        let post = HTTPPost(path: "/v1/readings", credential: try UploadSamples.credential(), body: document)
        let answer = try await transport.post(post)
        #expect(answer.status == 429 && answer.retryAfter == "17" && answer.body == [0x7B, 0x7D])
        let serverTime = try #require(answer.serverTime)
        #expect(abs(serverTime.timeIntervalSinceNow) < 60)
        _ = try await transport.post(HTTPPost(path: "/v1/x", credential: nil, body: []))
        let requests = received.withLock { $0 }
        let first = try #require(requests.first)
        #expect(first.0.method == .post)
        #expect(first.0.path == "/v1/readings")
        #expect(first.1 == document)
        #expect(first.0.headerFields[.contentType] == "application/json")
        #expect(first.0.headerFields[.authorization] == "Bearer secret-token")
        #expect(first.0.headerFields[.expect] == nil)
        #expect(requests.last?.0.headerFields[.authorization] == nil)
        #expect(requests.last?.1 == [])
        await server.stop()
    }

    @Test("A large document arrives whole")
    func large() async throws {
        let server = try await TestServer { _, body in ServerResponse.text("\(body.count) \(body.last ?? 0)") }
        let transport = try CurlTransport(address: server.address)
        let body = [UInt8](repeating: 1, count: 2_000_000) + [9]
        let answer = try await transport.post(HTTPPost(path: "/", credential: nil, body: body))
        #expect(String(decoding: answer.body, as: UTF8.self) == "2000001 9")
        await server.stop()
    }

    @Test("A redirection is not followed: the token stays with its server")
    func redirection() async throws {
        let server = try await TestServer { request, _ in
            request.path == "/elsewhere"
                ? .text("followed")
                : ServerResponse(status: .temporaryRedirect, fields: [.location: "/elsewhere"])
        }
        let transport = try CurlTransport(address: server.address)
        #expect(try await transport.post(HTTPPost(path: "/", credential: nil, body: [])).status == 307)
        await server.stop()
    }

    @Test("An answer without end is cut off")
    func tooLarge() async throws {
        let server = try await TestServer { _, _ in
            ServerResponse(status: .ok, body: .bytes([UInt8](repeating: 0, count: UploadLimits.answerBytes + 1)))
        }
        let transport = try CurlTransport(address: server.address)
        let error = await #expect(throws: UploadError.self) {
            try await transport.post(HTTPPost(path: "/", credential: nil, body: []))
        }
        #expect(error?.code == .answerTooLarge)
        await server.stop()
    }

    @Test("A server that is not there is an error, and not a crash")
    func notThere() async throws {
        let server = try await TestServer { _, _ in .text("") }
        await server.stop()
        let transport = try CurlTransport(address: server.address)
        let error = await #expect(throws: UploadError.self) {
            try await transport.post(HTTPPost(path: "/", credential: nil, body: []))
        }
        #expect(error?.code == .network)
    }

    @Test("A request whose task is cancelled ends soon, and the next one is served")
    func cancellation() async throws {
        let server = try await TestServer { request, _ in
            if request.path == "/slow" { try? await Task.sleep(for: .seconds(30)) }
            return .text("done")
        }
        let transport = try CurlTransport(address: server.address)
        let slow = Task { try await transport.post(HTTPPost(path: "/slow", credential: nil, body: [])) }
        try await Task.sleep(for: .milliseconds(200))
        let elapsed = await ContinuousClock().measure {
            slow.cancel()
            let error = await #expect(throws: UploadError.self) { try await slow.value }
            #expect(error?.code == .cancelled)
        }
        #expect(elapsed < .seconds(25), "the request itself takes 30")
        #expect(try await transport.post(HTTPPost(path: "/", credential: nil, body: [])).status == 200)
        await server.stop()
    }

    @Test("What waited while the server was away is delivered when it is back")
    func resumes() async throws {
        let answer: @Sendable (ServerRequest, [UInt8]) async -> ServerResponse = { _, body in
            guard let identities = try? UploadSamples.identities(body) else {
                return ServerResponse(status: .badRequest)
            }
            return .json(UploadSamples.created(identities))
        }
        let first = try await TestServer(answer: answer)
        let items = try UploadSamples.items(25)
        let queue = MemoryQueue(Array(items.prefix(5)))
        let uploader = Uploader(
            queue: queue,
            transport: try CurlTransport(address: first.address),
            credential: try UploadSamples.credential(),
            maximumItems: 10,
            logger: UploadSamples.logger
        )
        while await uploader.step() != nil {}
        #expect(await queue.delivered.count == 5)
        await first.stop()
        for item in items.dropFirst(5) { await queue.add(item) }
        for _ in 0..<3 { _ = await uploader.step() }
        #expect(await queue.waiting.count == 20)
        let second = try await TestServer(port: first.port, answer: answer)
        while await uploader.step() != nil {}
        #expect(await Set(queue.delivered.keys) == Set(items.map(\.identity)))
        await second.stop()
    }
}

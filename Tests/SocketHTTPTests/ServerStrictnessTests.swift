import SocketHTTP
import Synchronization
import Testing

/// What two servers in a row could read differently is answered 400 over a real socket, and nothing after it is read.
@Suite struct ServerStrictnessTests {
    private static let smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n"
    private static let post = "POST /first HTTP/1.1\r\nHost: h\r\n"
    private static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

    /// Requests whose head alone is wrong; the handler must not even see them.
    static let wrongHeads = [
        post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        post + "Content-Length: 0\r\nContent-Length: 43\r\n\r\n",
        post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
        post + "Content-Length: 3, 3\r\n\r\nabc",
        post + "Content-Length: 0x3\r\n\r\nabc",
        post + "Content-Length: 3;\r\n\r\nabc",
        post + "Content-Length : 3\r\n\r\nabc",
        post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding: identity, chunked, identity\r\n\r\n0\r\n\r\n",
        post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        post + "X: 1\r\n\tContent-Length: 3\r\n\r\nabc",
        post + "X: 1\rContent-Length: 3\r\n\r\nabc",
        post + "X: 1\nContent-Length: 3\r\n\r\nabc",
        post + "X: 1\r\n\nContent-Length: 3\r\n\r\nabc",
        post + "X: a\0b\r\n\r\n",
        post + "X: a\u{1}b\r\n\r\n",
        post + "\u{0}X: a\r\n\r\n",
        post + "X\u{7f}: a\r\n\r\n",
        "POST /first HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET /first HTTP/1.1\r\n\r\n",
        "GET /first HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
        "GET /first HTTP/1.1\r\nHost: h, i\r\n\r\n",
        "GET /first HTTP/1.1\r\nHost: u@h\r\n\r\n",
        "GET http://other/first HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n",
        "GET first HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET * HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /fi\rrst HTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /first HTTP/1.1\nHost: h\n\n",
        "GET /first\tHTTP/1.1\r\nHost: h\r\n\r\n",
        "GET /first HTTP/1.1 \r\nHost: h\r\n\r\n",
        " GET /first HTTP/1.1\r\nHost: h\r\n\r\n",
    ]

    /// Requests whose body turns out to be wrong while the handler reads it.
    static let wrongBodies = [
        chunked + "x\r\nabc\r\n0\r\n\r\n",
        chunked + "3 \r\nabc\r\n0\r\n\r\n",
        chunked + "0x3\r\nabc\r\n0\r\n\r\n",
        chunked + "+3\r\nabc\r\n0\r\n\r\n",
        chunked + "10000000000000003\r\nabc\r\n0\r\n\r\n",
        chunked + "3;a\nb\r\nabc\r\n0\r\n\r\n",
        chunked + "3;\r\nabc\r\n0\r\n\r\n",
        chunked + "3\nabc\r\n0\r\n\r\n",
        chunked + "3\r\nabc\n0\r\n\r\n",
        chunked + "3\r\nabcd\r\n0\r\n\r\n",
        chunked + "3\r\nabc0\r\n\r\n",
        chunked + "3\r\nabc\r\n0\r\nX : 1\r\n\r\n",
        chunked + "3\r\nabc\r\n0\r\nX: 1\r\n folded\r\n\r\n",
        chunked + "3\r\nabc\r\n0\r\nX: \0\r\n\r\n",
        chunked + "3\r\nabc\r\n0\r\n\n",
    ]

    @Test("refuses an ambiguous head, closes, and reads nothing after it") func refusesHeads() async throws {
        let seen = Mutex<[String]>([])
        try await withServer(handler: { request in
            seen.withLock { $0.append(request.path) }
            return await echo(request)
        }) { address, _ in
            for request in ServerStrictnessTests.wrongHeads { try expectOneRefusal(of: request, at: address) }
        }
        #expect(seen.withLock(\.self).isEmpty)
    }

    @Test("refuses a body that is framed badly, closes, and reads nothing after it") func refusesBodies() async throws {
        let seen = Mutex<[String]>([])
        try await withServer(handler: { request in
            seen.withLock { $0.append(request.path) }
            return await echo(request)
        }) { address, _ in
            for request in ServerStrictnessTests.wrongBodies { try expectOneRefusal(of: request, at: address) }
        }
        #expect(seen.withLock { Set($0) } == ["/first"])
    }

    private func expectOneRefusal(of request: String, at address: SocketAddress) throws {
        let client = try RawClient(address)
        try client.send(request + ServerStrictnessTests.smuggled)
        client.finish()
        let answer = try client.readAnswer()
        #expect(answer.status == 400, "\(request.debugDescription)")
        #expect(answer.fields["connection"] == "close", "\(request.debugDescription)")
        #expect(try client.isClosed(), "\(request.debugDescription)")
    }
}

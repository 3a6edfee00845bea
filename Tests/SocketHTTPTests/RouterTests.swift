import HTTPTypes
import SocketHTTP
import Testing

@Suite struct RouterTests {
    struct Expected: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var status: Int
        var text = ""
        var testDescription: String { "\(method) \(path)" }
    }

    static let brew = HTTPRequest.Method(rawValue: "BREW") ?? .get

    static let expectations = [
        Expected(method: .get, path: "/", status: 200, text: "root"),
        Expected(method: .get, path: "/v1/patients", status: 200, text: "list"),
        Expected(method: .get, path: "/v1/patients?limit=5", status: 200, text: "list"),
        Expected(method: .head, path: "/v1/patients", status: 200, text: "list"),
        Expected(method: .get, path: "/v1/patients/7", status: 200, text: "/v1/patients/{patient} patient=7"),
        Expected(
            method: .get,
            path: "/v1/patients/a%2Fb%20c",
            status: 200,
            text: "/v1/patients/{patient} patient=a/b c"
        ),
        Expected(method: .get, path: "/v1/patients/me", status: 200, text: "me"),
        Expected(
            method: .get,
            path: "/v1/patients/me/readings/9",
            status: 200,
            text: "/v1/patients/{patient}/readings/{reading} patient=me reading=9"
        ),
        Expected(method: .get, path: "/v1/patients/", status: 404),
        Expected(method: .get, path: "/v1/patients//readings/9", status: 404),
        Expected(method: .get, path: "/v1", status: 404),
        Expected(method: .get, path: "/V1/patients", status: 404),
        Expected(method: .get, path: "/v1/patients/%ff", status: 400),
        Expected(method: .delete, path: "/v1/patients", status: 405, text: "GET, HEAD, OPTIONS, POST"),
        Expected(method: .head, path: "/v1/only-post", status: 405, text: "OPTIONS, POST"),
        Expected(method: .options, path: "/v1/patients", status: 204, text: "GET, HEAD, OPTIONS, POST"),
        Expected(method: .options, path: "/v1/nothing", status: 404),
        Expected(method: .options, path: "*", status: 204, text: "GET, HEAD, OPTIONS, POST"),
        Expected(method: .trace, path: "/v1/patients", status: 405, text: "GET, HEAD, OPTIONS, POST"),
        Expected(method: brew, path: "/v1/patients", status: 501),
    ]

    static var router: Router {
        var router = Router()
        let describe: Router.Handle = { request in
            let parameters = request.pathParameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return .text(([request.routeTemplate ?? "none"] + parameters).joined(separator: " "))
        }
        router.on(.get, "/") { _ in .text("root") }
        router.on(.get, "/v1/patients") { _ in .text("list") }
        router.on(.post, "/v1/patients") { _ in .text("create") }
        router.on(.post, "/v1/only-post") { _ in .text("post") }
        router.on(.get, "/v1/patients/{patient}", handle: describe)
        router.on(.get, "/v1/patients/me") { _ in .text("me") }
        router.on(.get, "/v1/patients/{patient}/readings/{reading}", handle: describe)
        return router
    }

    @Test("finds the route, or says what is wrong", arguments: expectations) func routes(_ expected: Expected)
        async throws
    {
        let head = HTTPRequest(method: expected.method, scheme: "http", authority: "h", path: expected.path)
        let response = await RouterTests.router.respond(to: try ServerRequest(head: head, receivedAt: .now))
        #expect(response.status.code == expected.status)
        if expected.status == 200, case .bytes(let bytes) = response.body {
            #expect(String(decoding: bytes, as: UTF8.self) == expected.text)
        }
        if expected.status == 405 || expected.status == 204 { #expect(response.fields[.allow] == expected.text) }
    }

    @Test("renders its errors the way it is told to") func rendersErrors() async throws {
        let router = Router { ServerResponse(status: $0.status, fields: [.contentType: "application/problem+json"]) }
        let head = HTTPRequest(method: .get, scheme: "http", authority: "h", path: "/")
        let response = await router.respond(to: try ServerRequest(head: head, receivedAt: .now))
        #expect(response.status == .notFound)
        #expect(response.fields[.contentType] == "application/problem+json")
    }

    @Test("decodes the items of a query in order") func decodesQuery() throws {
        let head = HTTPRequest(
            method: .get,
            scheme: "http",
            authority: "h",
            path: "/p?kind=heart-rate&kind=a%26b&&q=1+2&empty&e=&x=a=b"
        )
        let request = try ServerRequest(head: head, receivedAt: .now)
        #expect(request.path == "/p")
        #expect(request.query["kind"] == "heart-rate")
        #expect(request.query.all("kind") == ["heart-rate", "a&b"])
        #expect(request.query["q"] == "1 2")
        #expect(request.query["empty"] == "")
        #expect(request.query["e"] == "")
        #expect(request.query["x"] == "a=b")
        #expect(request.query["none"] == nil)
        #expect(request.query.items.count == 6)
    }

    @Test("refuses a query that is no text", arguments: ["/?a=%ff", "/?%00=1", "/?a=%4", "/?a=%zz"])
    func refusesQuery(_ path: String) {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "h", path: path)
        #expect(throws: RequestRejection.malformedTarget) { try ServerRequest(head: head, receivedAt: .now) }
    }

    @Test("hands out a body in memory once, within its limit") func handsOutBody() async throws {
        let body = RequestBody([1, 2, 3])
        #expect(!body.isEmpty)
        #expect(try await body.collect(upTo: 3) == [1, 2, 3])
        #expect(try await body.collect(upTo: 3) == [])
        #expect(RequestBody().isEmpty)
        await #expect(throws: HTTPBodyError.tooLarge(limitBytes: 2)) {
            try await RequestBody([1, 2, 3]).collect(upTo: 2)
        }
    }
}

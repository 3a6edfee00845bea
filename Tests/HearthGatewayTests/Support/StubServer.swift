import Alerting
import EventLoops
import ExactJSON
import Foundation
import HTTPTypes
import Logging
import ReadingExchange
import RecordedLog
import SocketHTTP
import Synchronization
import Testing
import Vitals

/// The server as the gateway sees it: takes readings and enrolments, and remembers what arrived.
final class StubServer: Sendable {
    /// How it answers a batch of readings.
    enum Behaviour: Equatable {
        case accept
        case refuseItems
        case status(Int)
        /// Answers 401 to every other token.
        case onlyToken(String)
        case silence
    }

    static let token = "token-of-the-gateway"
    static let code = "ABCD-EFGH"

    private struct State {
        var behaviour: Behaviour
        var arrived: [ReadingSubmission] = []
        var tokens: Set<String> = []
        var requestCount = 0
        var reports: [GatewayReport] = []
        var refusesReports = false
        var orders: [PairingTask] = []
    }

    let url: URL
    let port: UInt16
    private let group: EventLoopGroup
    private let server: HTTPServer
    private let state: Stored

    /// A reference, so that the handler can be made before the server.
    private final class Stored: HTTPHandler {
        let state: Mutex<State>

        init(_ behaviour: Behaviour) { state = Mutex(State(behaviour: behaviour)) }

        func respond(to request: ServerRequest) async -> ServerResponse {
            guard let body = try? await request.body.collect(upTo: 4 << 20) else {
                return ServerResponse(status: .badRequest)
            }
            switch request.path {
            case "/v1/readings": return await readings(request, body)
            case "/v1/gateways/enroll": return enrolment(body)
            case "/v1/gateways/self/reports":
                return isKnown(request) ? report(body) : ServerResponse(status: .unauthorized)
            default: return ServerResponse(status: .notFound)
            }
        }

        private func isKnown(_ request: ServerRequest) -> Bool {
            guard case .onlyToken(let token) = state.withLock({ $0.behaviour }) else { return true }
            return request.fields[.authorization] == "Bearer \(token)"
        }

        private func readings(_ request: ServerRequest, _ body: [UInt8]) async -> ServerResponse {
            let behaviour = state.withLock { state in
                state.requestCount += 1
                state.tokens.insert(request.fields[.authorization] ?? "")
                guard case .onlyToken(let token) = state.behaviour else { return state.behaviour }
                return request.fields[.authorization] == "Bearer \(token)" ? .accept : .status(401)
            }
            switch behaviour {
            case .status(let code): return ServerResponse(status: .init(code: code))
            case .silence:
                try? await Task.sleep(for: .seconds(60))
                return ServerResponse(status: .serviceUnavailable)
            case .accept, .refuseItems, .onlyToken:
                let items = try? ReadingsRequest(JSONValue(parsing: body)).items.map { try $0.get() }
                guard let items else { return ServerResponse(status: .badRequest) }
                return answer(items, isAccepted: behaviour == .accept)
            }
        }

        private func answer(_ items: [ReadingSubmission], isAccepted: Bool) -> ServerResponse {
            if isAccepted { state.withLock { $0.arrived += items } }
            let problem = SubmissionProblem(code: "unknown-kind", detail: "Nobody knows this kind")
            let results = items.enumerated().map { index, item in
                SubmissionResult(
                    index: index,
                    identity: item.identity,
                    status: isAccepted ? .created : .refused,
                    id: isAccepted ? "r-\(index)" : nil,
                    problem: isAccepted ? nil : problem
                )
            }
            return json(isAccepted ? .ok : .unprocessableContent, ReadingsAnswer(results: results).json)
        }

        private func report(_ body: [UInt8]) -> ServerResponse {
            guard state.withLock({ !$0.refusesReports }) else { return ServerResponse(status: .internalServerError) }
            guard let report = try? GatewayReport(JSONReader(JSONValue(parsing: body))) else {
                return ServerResponse(status: .unprocessableContent)
            }
            state.withLock { $0.reports.append(report) }
            return json(.ok, ["gatewayId": "g-1", "pairings": .array(state.withLock(\.orders).map(\.json))])
        }

        private func enrolment(_ body: [UInt8]) -> ServerResponse {
            let code = try? JSONReader(JSONValue(parsing: body)).required("code").string()
            guard code == StubServer.code else { return ServerResponse(status: .forbidden) }
            return json(.ok, ["gatewayId": "g-1", "token": .string(StubServer.token)])
        }

        private func json(_ status: HTTPResponse.Status, _ value: JSONValue) -> ServerResponse {
            ServerResponse(
                status: status,
                fields: [.contentType: "application/json"],
                body: .bytes(value.serialized())
            )
        }
    }

    init(_ behaviour: Behaviour = .accept, port: UInt16 = 0) async throws {
        group = try EventLoopGroup(count: 1)
        state = Stored(behaviour)
        var configuration = HTTPServerConfiguration()
        configuration.port = port
        server = HTTPServer(configuration: configuration, group: group, logger: .silent, handler: state)
        self.port = try await server.start().port
        url = try #require(URL(string: "http://127.0.0.1:\(self.port)"))
    }

    func stop() async {
        await server.shutdown(grace: .zero)
        group.stop()
    }

    /// What it has answered for, in the order of arrival.
    var arrived: [ReadingSubmission] { state.state.withLock { $0.arrived } }
    /// The fields `Authorization` that it has seen.
    var tokens: Set<String> { state.state.withLock { $0.tokens } }
    /// The batches that it was sent, whatever it did with them.
    var requestCount: Int { state.state.withLock { $0.requestCount } }

    /// Answers otherwise from now on.
    func behave(_ behaviour: Behaviour) { state.state.withLock { $0.behaviour = behaviour } }

    /// From now on it answers 500 to every report.
    func refuseReports() { state.state.withLock { $0.refusesReports = true } }

    /// From now on it answers every report with these orders.
    func order(_ orders: [PairingTask]) { state.state.withLock { $0.orders = orders } }

    /// The reports that it could read, in the order of arrival.
    var reports: [GatewayReport] { state.state.withLock { $0.reports } }

    /// Waits until so many readings have arrived.
    func arrived(_ count: Int) async throws -> [ReadingSubmission] {
        try await eventually("\(count) readings arrive") { arrived.count >= count }
        return arrived
    }
}

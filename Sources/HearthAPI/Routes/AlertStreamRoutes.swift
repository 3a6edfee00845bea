import HTTPTypes
import HearthCore
import SocketHTTP

/// `GET /v1/alerts/stream`: server-sent events (WHATWG HTML section 9.2).
struct AlertStreamRoutes: Sendable {
    /// The digits of the largest sequence number that `Int64` holds without overflow.
    private static let sequenceDigits = 1...18

    let events: any AlertEventFeed
    let authenticator: any Authenticator
    let configuration: APIConfiguration

    func add(to table: inout RouteTable) {
        table.add(.streamAlerts, answer: stream)
    }

    /// Settles where the stream starts before it answers, so that what cannot be had is a problem document.
    @Sendable private func stream(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let token = try Authorization.token(of: call.request)
        let seen = try lastEventID(of: call.request)
        let newest = try await events.lastSequence(as: principal)
        if let seen, seen > newest { throw Problem.unknownEvent }
        let start = seen ?? newest
        return .events { [events, authenticator, configuration] writer in
            var stream = AlertStream(
                events: events,
                principal: principal,
                configuration: configuration,
                writer: writer,
                sequence: start
            )
            try await stream.run { (try? await authenticator.principal(for: token)) == principal }
        }
    }

    /// The last event that the client has seen; nil when it has seen none.
    private func lastEventID(of request: ServerRequest) throws(Problem) -> Int64? {
        guard let text = request.fields[.lastEventID], !text.isEmpty else { return nil }
        let digits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard digits, Self.sequenceDigits.contains(text.utf8.count), let sequence = Int64(text) else {
            throw .invalidHeader("Last-Event-ID", "The id of an event of this stream")
        }
        return sequence
    }
}

import Foundation
import HTTPTypes
import HearthCore
import Logging
import SocketHTTP

/// What every request passes on its way to an operation and every answer on its way back.
struct Gate: Sendable {
    let authenticator: any Authenticator
    let configuration: APIConfiguration
    let logger: Logger
    let metrics = RequestMetrics()

    /// Answers a request with an operation that needs a token.
    func admit(
        _ request: ServerRequest,
        to operation: Operation,
        roles: Set<Role>,
        answer: (Call, Principal) async throws -> ServerResponse
    ) async -> ServerResponse {
        await observe(request, operation) { requestID, record in
            let principal = try await authenticator.principal(for: try Authorization.token(of: request))
            record.principal = principal
            guard roles.contains(principal.role) else { throw Problem.forbidden }
            return try await answer(try call(request, operation, requestID), principal)
        }
    }

    /// Answers a request with an operation that anybody may ask for.
    func admit(
        _ request: ServerRequest,
        to operation: Operation,
        answer: (Call) async throws -> ServerResponse
    ) async -> ServerResponse {
        await observe(request, operation) { requestID, _ in
            try await answer(try call(request, operation, requestID))
        }
    }

    /// Checks what the head of the request says about its form.
    private func call(
        _ request: ServerRequest,
        _ operation: Operation,
        _ requestID: UUID
    ) throws(Problem) -> Call {
        let accept = request.fields[values: .accept].joined(separator: ",")
        guard accept.isEmpty || operation.produces.isAcceptable(to: accept) else {
            throw .notAcceptable(operation.produces)
        }
        let query = try QueryReader(request.query, of: operation)
        if let type = operation.consumes {
            guard request.announcesBody else { throw Problem(RequestRejection.lengthRequired) }
            let values = request.fields[values: .contentType]
            guard values.count == 1, type.matches(contentType: values[0]) else { throw .unsupportedMediaType(type) }
        }
        return Call(
            operation: operation,
            request: request,
            requestID: requestID,
            query: query,
            bodyLimitBytes: configuration.bodyLimitBytes(of: operation)
        )
    }

    /// Turns what is thrown into a problem document, and writes log and metrics.
    private func observe(
        _ request: ServerRequest,
        _ operation: Operation,
        _ answer: (UUID, inout RequestRecord) async throws -> ServerResponse
    ) async -> ServerResponse {
        let requestID = UUID()
        var record = RequestRecord(operation: operation, requestID: requestID)
        var response: ServerResponse
        do {
            response = try await answer(requestID, &record).finished(requestID: requestID)
        } catch {
            let problem = Problem(error, in: operation)
            record.problem = problem.code
            record.error = error
            response = problem.response(requestID: requestID)
        }
        response.mayBeCompressed = !operation.answersSecret
        record.finish(response.status, after: request.receivedAt.duration(to: .now), logger: logger, metrics: metrics)
        return response
    }
}

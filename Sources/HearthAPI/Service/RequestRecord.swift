import Foundation
import HTTPTypes
import HearthCore
import Logging

/// What is known of one request for the log and the metrics: never a path, a query, a body or a token.
struct RequestRecord {
    let operation: Operation
    let requestID: UUID
    var principal: Principal?
    /// The code of the problem document.
    var problem: String?
    /// What was thrown.
    var error: (any Error)?

    init(operation: Operation, requestID: UUID) {
        self.operation = operation
        self.requestID = requestID
    }

    /// Writes the line and counts the request.
    ///
    /// Paths hold the keys of patients: the operation's name stands for them.
    func finish(_ status: HTTPResponse.Status, after duration: Duration, logger: Logger, metrics: RequestMetrics) {
        var metadata: Logger.Metadata = [
            "request": "\(requestID.uuidString.lowercased())", "operation": "\(operation.rawValue)",
            "status": "\(status.code)", "duration_us": "\(duration / .microseconds(1))",
        ]
        if let principal {
            metadata["organization"] = "\(principal.organization)"
            metadata["role"] = "\(principal.role.rawValue)"
        }
        if let problem { metadata["problem"] = "\(problem)" }
        if status.kind == .serverError, let error {
            metadata["error"] = (error as? CoreError).map { "\($0)" } ?? "\(type(of: error))"
        }
        logger.log(level: level(status), "request", metadata: metadata)
        metrics.count(operation, status: status.code, duration: duration)
    }

    /// Probes and scrapes come every few seconds and say nothing when they succeed.
    private func level(_ status: HTTPResponse.Status) -> Logger.Level {
        if status.kind == .serverError { return .error }
        return [.health, .readiness, .metrics].contains(operation) ? .debug : .info
    }
}

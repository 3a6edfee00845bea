import ExactJSON
import HTTPTypes
import HearthCore
import ReadingExchange
import SocketHTTP

extension Problem {
    /// The problem that an error of any layer is for the client of an operation.
    init(_ error: any Error, in operation: Operation) {
        switch error {
        case let problem as Problem: self = problem
        case let error as CoreError: self.init(error, in: operation)
        case let error as JSONReadError: self = .invalidBody(error.pointer, error.code.kebab, error.message)
        case let error as ReadingRefusal: self = .invalidBody(error.pointer, error.reason.rawValue, error.detail)
        case let error as JSONError: self.init(error)
        case let error as HTTPBodyError: self.init(error.rejection)
        default: self = .internal
        }
    }

    /// The problem that a refusal of the HTTP server is.
    init(_ rejection: RequestRejection) {
        self.init(
            status: rejection.status,
            code: rejection.code.withoutPrefix,
            title: "The request was refused",
            detail: rejection.detail,
            fields: rejection.fields
        )
    }

    private init(_ error: CoreError, in operation: Operation) {
        switch error {
        case .unauthenticated: self = operation == .enrollGateway ? .invalidEnrolmentCode : .unauthenticated
        case .notFound: self = .notFound(error.code)
        case .conflict:
            self.init(status: .conflict, code: error.code, title: "What is stored does not allow it")
        case .invalid(let field, let message):
            let isQuery = operation.queryParameters.contains(field)
            self =
                isQuery
                ? .invalidQuery(field, "invalid-value", message) : .invalidBody("/\(field)", "invalid-value", message)
        case .unavailable: self = .unavailable
        case .internal: self = .internal
        }
    }

    private init(_ error: JSONError) {
        guard error.code != .tooLarge else {
            self.init(RequestRejection.bodyTooLarge)
            return
        }
        let code = error.code.rawValue.withoutPrefix
        self.init(
            status: .badRequest,
            code: "malformed-json",
            title: "The body is not JSON",
            parts: [ProblemPart(place: .pointer(""), code: code, detail: "At byte \(error.byteOffset)")]
        )
    }
}

extension JSONReadError.Code {
    /// The code without the name of its module.
    var kebab: String { rawValue.withoutPrefix }
}

extension String {
    /// `json.too-deep` becomes `too-deep`: clients need not know which module of Hearth refused.
    var withoutPrefix: String { split(separator: ".").last.map(String.init) ?? self }
}

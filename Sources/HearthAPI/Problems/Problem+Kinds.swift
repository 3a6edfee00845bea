import HTTPTypes

extension Problem {
    /// Seconds that a client waits after 503: the database is back, or another process answers, soon after.
    private static let retryAfterSeconds = 2

    /// No token, or none that is valid; it does not say which.
    static var unauthenticated: Problem {
        var problem = Problem(status: .unauthorized, code: "unauthenticated", title: "A valid token is required")
        problem.fields[.wwwAuthenticate] = "Bearer realm=\"hearth\""
        return problem
    }

    /// The role may not do this.
    static var forbidden: Problem {
        Problem(status: .forbidden, code: "forbidden", title: "The token's role may not do this")
    }

    /// The enrolment code is unknown, used or expired; it does not say which.
    static var invalidEnrolmentCode: Problem {
        Problem(status: .forbidden, code: "invalid-enrolment-code", title: "The enrolment code is not valid")
    }

    /// The caller's organisation has no such thing.
    static func notFound(_ code: String = "not-found") -> Problem {
        Problem(status: .notFound, code: code, title: "There is no such thing here")
    }

    /// The client refuses every form of the answer.
    static func notAcceptable(_ type: MediaType) -> Problem {
        Problem(
            status: .notAcceptable,
            code: "not-acceptable",
            title: "The answer has another content type",
            detail: "This resource is available as \(type.rawValue)"
        )
    }

    /// The body has another content type.
    static func unsupportedMediaType(_ expected: MediaType) -> Problem {
        var problem = Problem(
            status: .unsupportedMediaType,
            code: "unsupported-media-type",
            title: "The body's content type is wrong",
            detail: "The content type of this body is \(expected.rawValue)"
        )
        if let name = HTTPField.Name(expected == .mergePatch ? "Accept-Patch" : "Accept-Post") {
            problem.fields[name] = expected.rawValue
        }
        return problem
    }

    /// The query cannot be read.
    static func invalidQuery(_ parameter: String, _ code: String, _ detail: String) -> Problem {
        Problem(
            status: .badRequest,
            code: "invalid-query",
            title: "The query cannot be read",
            parts: [ProblemPart(place: .parameter(parameter), code: code, detail: detail)]
        )
    }

    /// A header field cannot be read.
    static func invalidHeader(_ name: String, _ detail: String) -> Problem {
        Problem(
            status: .badRequest,
            code: "invalid-header",
            title: "A header field cannot be read",
            parts: [ProblemPart(place: .header(name), code: "invalid-value", detail: detail)]
        )
    }

    /// The last event that the client has seen was never sent here.
    ///
    /// It is another organisation's, or the database was restored: a stream from there would be silent until the
    /// numbers caught up.
    static var unknownEvent: Problem {
        Problem(
            status: .conflict,
            code: "unknown-event",
            title: "There is no such event yet",
            detail: "Reload the alerts, and connect without Last-Event-ID"
        )
    }

    /// The body is JSON and does not say what it must.
    static func invalidBody(_ pointer: String, _ code: String, _ detail: String) -> Problem {
        Problem(
            status: .unprocessableContent,
            code: "invalid-body",
            title: "The body does not say what it must",
            parts: [ProblemPart(place: .pointer(pointer), code: code, detail: detail)]
        )
    }

    /// Too many attempts from one address.
    static func tooManyAttempts(retryAfterSeconds: Int) -> Problem {
        var problem = Problem(
            status: .tooManyRequests,
            code: "too-many-attempts",
            title: "Too many attempts from this address"
        )
        problem.fields[.retryAfter] = String(retryAfterSeconds)
        return problem
    }

    /// The database cannot be reached; nothing was stored.
    static var unavailable: Problem {
        var problem = Problem(
            status: .serviceUnavailable,
            code: "unavailable",
            title: "The server cannot do this now",
            detail: "Nothing was stored; try again"
        )
        problem.fields[.retryAfter] = String(retryAfterSeconds)
        return problem
    }

    /// A defect; the request id finds what is known about it in the log.
    static var `internal`: Problem {
        Problem(status: .internalServerError, code: "internal", title: "Something is wrong in the server")
    }
}

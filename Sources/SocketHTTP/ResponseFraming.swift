import HTTPTypes

/// How the end of a response's body is marked.
enum ResponseFraming: Equatable {
    /// The status or the method allows no body and no length.
    case none
    case length(Int)
    case chunked
    /// HTTP/1.0: the connection's end is the body's end.
    case untilClose
}

extension ResponseFraming {
    /// RFC 9112 section 6: a HEAD is answered with the framing that a GET would have.
    init(_ response: ServerResponse, isLegacy: Bool) {
        guard !ResponseFraming.isBodiless(response.status) else {
            self = .none
            return
        }
        switch response.body {
        case .none: self = .length(0)
        case .bytes(let bytes): self = .length(bytes.count)
        case .stream: self = isLegacy ? .untilClose : .chunked
        }
    }

    /// Statuses that end with their header (RFC 9110 sections 15.3.5 and 15.4.5).
    static func isBodiless(_ status: HTTPResponse.Status) -> Bool { status == .noContent || status == .notModified }
}

extension ServerResponse {
    /// The whole of a response of known length, after which the connection is closed.
    func lastMessage(dateLine: [UInt8]) -> [UInt8] {
        let framing = ResponseFraming.length(bodyBytes.count)
        var bytes: [UInt8] = []
        ResponseHead(status: status, fields: fields, framing: framing, keepsAlive: false)
            .append(to: &bytes, dateLine: dateLine)
        return bytes + bodyBytes
    }

    /// The body's bytes, as far as it has any in memory.
    var bodyBytes: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }
}

import HTTPTypes

@testable import SocketHTTP

/// A parser that was given a stream in pieces, and what it said.
struct FedParser: Equatable {
    private struct Request: Equatable {
        var head: RequestHead
        var body: [UInt8] = []
        var isComplete = false
    }

    private var requests: [Request] = []
    private var rejection: RequestRejection?

    /// Feeds the stream and checks what must hold on the way.
    init(_ stream: [UInt8], limits: RequestLimits, pieceBytes: Int) throws(BrokenProperty) {
        var parser = RequestParser(limits: limits)
        var rest = stream[...]
        while !rest.isEmpty, rejection == nil {
            let filled = parser.fill { room in
                let piece = rest.prefix(min(room.count, pieceBytes))
                room.copyBytes(from: piece)
                return piece.count
            }
            try hold(filled > 0, "no room is offered")
            rest = rest.dropFirst(filled)
            try take(from: &parser)
        }
        if let rejection {
            do {
                _ = try parser.next()
                throw BrokenProperty(description: "a rejected stream goes on")
            } catch let error as RequestRejection {
                try hold(error == rejection, "a rejection changes")
            } catch {
                throw BrokenProperty(description: "a rejected stream goes on")
            }
        }
    }

    private mutating func take(from parser: inout RequestParser) throws(BrokenProperty) {
        let limits = parser.limits
        while let event = next(of: &parser) {
            switch event {
            case .head(let head):
                try hold(requests.last?.isComplete ?? true, "a head comes before the end of the last request")
                try Self.check(head, limits)
                requests.append(Request(head: head))
            case .body(let bytes):
                try hold(requests.last?.isComplete == false && !bytes.isEmpty, "a body comes without a head")
                requests[requests.count - 1].body += bytes
                try hold(requests[requests.count - 1].body.count <= limits.bodyBytes, "the body is over its limit")
            case .end:
                try hold(requests.last?.isComplete == false, "an end comes without a head")
                requests[requests.count - 1].isComplete = true
            }
        }
        let longestLineBytes = max(
            limits.headerBytes + 2,
            limits.targetBytes + RequestParser.requestLineOverheadBytes,
            RequestParser.chunkSizeLineBytes
        )
        try hold(rejection != nil || parser.bufferedBytes <= longestLineBytes, "more is kept than the longest line")
    }

    private mutating func next(of parser: inout RequestParser) -> RequestEvent? {
        do throws(RequestRejection) {
            return try parser.next()
        } catch {
            rejection = error
            return nil
        }
    }

    private static func check(_ head: RequestHead, _ limits: RequestLimits) throws(BrokenProperty) {
        let request = head.request
        let fields = request.headerFields
        try hold(request.path.map { $0.hasPrefix("/") || $0 == "*" } ?? false, "the path is none")
        try hold(request.authority != nil || head.isLegacy, "there is no host")
        // The absolute form may have no path, which stands for a slash.
        try hold((request.path ?? "").utf8.count <= limits.targetBytes + 1, "the target is over its limit")
        try hold(fields.count <= limits.headerFields, "there are more fields than the limit")
        let bytes = fields.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.withUnsafeBytesOfValue(\.count) }
        try hold(bytes <= limits.headerBytes, "the fields are over their limit")
        try hold(fields[values: .transferEncoding].count <= 1, "there are two transfer codings")
        try hold(fields[values: .contentLength].count <= 1, "there are two lengths")
        switch head.framing {
        case .none: try hold(fields[.transferEncoding] == nil, "a transfer coding is overlooked")
        case .length(let length):
            try hold(fields[.transferEncoding] == nil, "a transfer coding is overlooked")
            try hold((1...limits.bodyBytes).contains(length), "the length is over its limit")
        case .chunked: try hold(fields[.contentLength] == nil, "a length is overlooked")
        }
        if let query = request.path?.split(separator: "?", maxSplits: 1).dropFirst().first {
            _ = QueryItems(decoding: query)
        }
    }
}

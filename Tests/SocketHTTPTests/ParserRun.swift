@testable import SocketHTTP

/// What a parser made of some bytes: the requests in order and, when the stream was refused, why.
struct ParserRun: Equatable {
    struct Request: Equatable {
        var head: RequestHead
        var body: [UInt8] = []
        var isComplete = false
    }

    private(set) var requests: [Request] = []
    private(set) var rejection: RequestRejection?

    /// Feeds the pieces one after the other, taking out what can be taken after each.
    init(_ pieces: [ArraySlice<UInt8>], limits: RequestLimits = RequestLimits()) {
        var parser = RequestParser(limits: limits)
        do throws(RequestRejection) {
            for piece in pieces {
                var rest = piece
                while !rest.isEmpty {
                    let filled = parser.fill { room in
                        let count = min(room.count, rest.count)
                        room.copyBytes(from: rest.prefix(count))
                        return count
                    }
                    rest = rest.dropFirst(filled)
                    try take(from: &parser)
                }
            }
        } catch {
            rejection = error
        }
    }

    /// Feeds a text at once.
    init(_ text: String, limits: RequestLimits = RequestLimits()) {
        self.init([Array(text.utf8)[...]], limits: limits)
    }

    private mutating func take(from parser: inout RequestParser) throws(RequestRejection) {
        while let event = try parser.next() {
            switch event {
            case .head(let head): requests.append(Request(head: head))
            case .body(let bytes): requests[requests.count - 1].body += bytes
            case .end: requests[requests.count - 1].isComplete = true
            }
        }
    }
}

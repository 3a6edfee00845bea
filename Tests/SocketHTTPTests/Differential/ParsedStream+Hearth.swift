import HTTPTypes

@testable import SocketHTTP

extension ParsedStream {
    /// What Hearth's parser makes of a stream that arrives in such pieces.
    ///
    /// Like the server, it stops after a request that closes the connection.
    init(parsing stream: [UInt8], in pieceBytes: Int = .max) {
        var parser = RequestParser(limits: RequestLimits())
        var fed = 0
        var keepsAlive = true
        do throws(RequestRejection) {
            while true {
                while let event = try parser.next() {
                    switch event {
                    case .head(let head):
                        requests.append(Request(head))
                        keepsAlive = head.keepsAlive
                    case .body(let bytes): requests[requests.count - 1].body += bytes.latin1
                    case .end:
                        requests[requests.count - 1].end = fed - parser.bufferedBytes
                        if !keepsAlive { return }
                    }
                }
                guard fed < stream.count else { return }
                fed += parser.fill { room in
                    let piece = stream[fed...].prefix(min(room.count, pieceBytes))
                    room.copyBytes(from: piece)
                    return piece.count
                }
            }
        } catch {
            refusal = error.code
        }
    }
}

extension ParsedStream.Request {
    fileprivate init(_ head: RequestHead) {
        method = head.request.method.rawValue
        scheme = head.request.scheme ?? ""
        authority = head.request.authority
        path = head.request.path ?? ""
        isLegacy = head.isLegacy
        fields = head.request.headerFields.map { field in
            [field.name.rawName, field.withUnsafeBytesOfValue { Array($0) }.latin1]
        }
        body = ""
    }
}

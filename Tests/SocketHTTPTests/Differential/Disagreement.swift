@testable import SocketHTTP

/// The first request of a stream that two parsers read differently.
struct Disagreement {
    enum Outcome: Equatable {
        case complete(ParsedStream.Request)
        /// More bytes are needed; the request when its head is complete.
        case waiting(ParsedStream.Request?)
        case refused(String)
    }

    let ours: Outcome
    let theirs: Outcome
    /// The request up to the byte at which Hearth refused it; all of the stream's rest when it did not.
    let bytes: [UInt8]

    /// Compares; nil when both found the same requests and the same end.
    ///
    /// Two that refuse agree, whatever their reasons: 400 and 501 close the connection alike.
    init?(_ stream: [UInt8], ours: ParsedStream, theirs: ParsedStream) {
        let same = zip(ours.requests, theirs.requests).prefix { $0 == $1 && $0.end != nil }.count
        self.ours = ours.outcome(of: same)
        self.theirs = theirs.outcome(of: same)
        switch (self.ours, self.theirs) {
        case (.refused, .refused): return nil
        case let (ours, theirs) where ours == theirs: return nil
        default: break
        }
        let start = same == 0 ? 0 : ours.requests[same - 1].end ?? 0
        bytes = Array(stream[start..<(Self.refusalOffset(of: stream) ?? stream.count)])
    }

    /// Where Hearth refuses a stream that comes byte by byte: behind the byte that cannot be.
    private static func refusalOffset(of stream: [UInt8]) -> Int? {
        var parser = RequestParser(limits: RequestLimits())
        for (offset, byte) in stream.enumerated() {
            _ = parser.fill { room in
                room[0] = byte
                return 1
            }
            do { while try parser.next() != nil {} } catch { return offset + 1 }
        }
        return nil
    }

    /// The code with which Hearth refuses, or nil.
    var refusal: String? {
        guard case .refused(let code) = ours else { return nil }
        return code
    }

    /// The line in which Hearth refuses, with its end.
    var line: String {
        let before = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n"))
        return Array(bytes[(before.map { $0 + 1 } ?? 0)...]).latin1
    }

    /// The target of the request line.
    var target: String {
        let words = bytes.prefix { $0 != UInt8(ascii: "\r") }.split(separator: UInt8(ascii: " "))
        return words.count == 3 ? Array(words[1]).latin1 : ""
    }

    /// The values of the fields of that name, which is in lower-case letters.
    func values(_ name: String) -> [String] {
        bytes.split(separator: UInt8(ascii: "\n")).map { Array($0).latin1 }.filter {
            $0.lowercased().hasPrefix("\(name):")
        }.map {
            $0.dropFirst(name.count + 1).filter { !" \t\r".unicodeScalars.contains($0.unicodeScalars.first ?? " ") }
        }
    }
}

extension ParsedStream {
    /// What became of the request at an index.
    fileprivate func outcome(of index: Int) -> Disagreement.Outcome {
        let request = index < requests.count ? requests[index] : nil
        if let request, request.end != nil { return .complete(request) }
        if let refusal { return .refused(refusal) }
        return .waiting(request)
    }
}

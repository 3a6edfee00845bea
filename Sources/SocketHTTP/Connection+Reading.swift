import EventLoops
import Foundation

extension Connection {
    /// How an attempt to read ended.
    enum Received {
        case bytes
        case ended
        case timedOut
        case interrupted
    }

    /// Reads what is there, or waits for it.
    func receive(within limit: Duration) async -> Received {
        // A closed source counts as readable, and a read of it would say EAGAIN for ever.
        while !source.isClosed {
            // Without time to wait the kernel is asked in any case: what has reached it counts as come.
            if !source.isReadable, limit > .zero {
                waited()
                switch await source.readable(within: limit) {
                case .ready: break
                case .timedOut: return .timedOut
                case .cancelled: return .interrupted
                case .closed: return .ended
                }
            }
            let count = take()
            if count > 0 {
                if hasHadItsTurn() { await source.loop.takeTurns() }
                return .bytes
            }
            guard count < 0 else { return .ended }
            switch Int32(-count) {
            case EINTR: continue
            case EAGAIN:
                source.drainedReads()
                guard limit > .zero else { return .timedOut }
            default: return .ended
            }
        }
        return .ended
    }

    /// One read; the count, 0 at the end, or a negative error number.
    private func take() -> Int {
        var hasRoomLeft = false
        let count = parser.fill { room in
            let count = recv(source.descriptor, room.baseAddress, room.count, 0)
            hasRoomLeft = count < room.count
            return count < 0 ? -Int(errno) : count
        }
        if count > 0, hasRoomLeft { source.tookAllReads() }
        return count
    }

    /// The next piece of a request's body for its handler, or nil at its end.
    func nextBodyPiece(of request: Int) async throws(HTTPBodyError) -> [UInt8]? {
        guard request == served, isBodyOpen else { throw .consumed }
        if let bodyFailure { throw bodyFailure }
        do throws(HTTPBodyError) {
            guard let piece = try await nextContentPiece() else { return nil }
            try hold(piece.count)
            return piece
        } catch {
            bodyFailure = error
            throw error
        }
    }

    /// The next piece of the body as it is on the wire, without its chunks, or nil at its end.
    func nextBodyPiece() async throws(HTTPBodyError) -> [UInt8]? {
        reading: while parser.isInBody {
            switch try parsedBody() {
            case .body(let bytes): return gather(bytes)
            case .end: break reading
            case .head, nil: break
            }
            pauseWork()
            defer { resumeWork() }
            if owesContinue {
                owesContinue = false
                guard await transmit(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) else { throw .incomplete }
            }
            try await awaitBody()
        }
        if case .receiving = phase { phase = .busy }
        return nil
    }

    /// Adds what has come of the next chunks: of a body in chunks of a byte each the handler gets no more pieces than
    /// there were reads.
    private func gather(_ first: [UInt8]) -> [UInt8] {
        var piece = first
        // What is wrong with a later chunk is said when that is asked for: a parser repeats its rejection.
        while parser.isInBody, parser.bufferedBytes > 0, case .body(let more) = try? parser.next() { piece += more }
        return piece
    }

    /// Waits for more of the body, as long as its client keeps the pace.
    private func awaitBody() async throws(HTTPBodyError) {
        let start = ContinuousClock.now
        let buffered = parser.bufferedBytes
        if phase == .busy {
            phase = .receiving(since: start)
            worker.waits(self, since: start)
        }
        let received = await receive(within: bodyPace.left)
        bodyPace.waited(start.duration(to: .now))
        bodyPace.moved(parser.bufferedBytes - buffered)
        switch received {
        case .bytes: return
        case .timedOut: throw .timedOut
        case .ended, .interrupted: throw .incomplete
        }
    }

    private func parsedBody() throws(HTTPBodyError) -> RequestEvent? {
        do throws(RequestRejection) {
            return try parser.next()
        } catch {
            throw error == .bodyTooLarge ? .tooLarge(limitBytes: parser.limits.bodyBytes) : .malformed
        }
    }

    /// The rest of the body, if any, is short enough to be dropped, and the client is sure to send it.
    var canDrain: Bool {
        guard let remaining = parser.remainingBodyBytes else { return false }
        return remaining == 0 || !owesContinue && remaining <= Connection.drainBytes
    }

    /// Drops the rest of the body; false when it does not come.
    func drain() async -> Bool {
        guard !isGone else { return false }
        if parser.isInBody { phase = .leaving }
        while parser.isInBody {
            guard !isGone, (try? await nextBodyPiece()) != nil else { return !isGone && !parser.isInBody }
        }
        return true
    }

    /// Lets the client read the answer before the connection goes: closing with unread bytes would reset it.
    func linger() async {
        phase = .leaving
        guard !isGone, shutdown(source.descriptor, Int32(SHUT_WR)) == 0 else { return }
        let end = ContinuousClock.now.advanced(by: times.linger)
        var dropped = [UInt8](repeating: 0, count: ReceiveBuffer.restingBytes)
        while ContinuousClock.now < end {
            let count = recv(source.descriptor, &dropped, dropped.count, 0)
            if count > 0 {
                await breathe()
                continue
            }
            guard count < 0, errno == EAGAIN else { return }
            source.drainedReads()
            guard await source.readable(within: ContinuousClock.now.duration(to: end)) == .ready else { return }
        }
    }
}

import EventLoops

extension Connection {
    /// Bytes that a client may send ahead while it is being streamed to.
    private static let aheadBytes = 16_384

    private enum StreamEnd {
        case produced(Bool)
        case peerGone
        case watchEnded
    }

    /// Runs a body's producer, and cancels it when the client goes away; false when the connection cannot be used on.
    func stream(
        _ produce: @escaping @Sendable (StreamWriter) async throws -> Void,
        isChunked: Bool
    ) async -> Bool {
        let writer = StreamWriter(connection: self, request: served, isChunked: isChunked)
        let isWatched = !parser.isInBody
        isStreaming = true
        var isComplete = false
        await withTaskGroup(of: StreamEnd.self) { group in
            group.addTask {
                do {
                    try await produce(writer)
                    return .produced(true)
                } catch {
                    return .produced(false)
                }
            }
            if isWatched { group.addTask { await self.watchPeer() } }
            for await end in group {
                switch end {
                case .produced(let succeeded):
                    isComplete = succeeded
                    isStreaming = false
                    source.cancelRead()
                case .peerGone:
                    isGone = true
                    source.cancelWrite()
                    group.cancelAll()
                case .watchEnded: break
                }
            }
        }
        guard isComplete, !isGone else {
            isGone = true
            return false
        }
        guard isChunked else { return true }
        return await transmit(Array("0\r\n\r\n".utf8))
    }

    /// Waits for the client's end while it is streamed to; what it sends ahead is kept for afterwards.
    private func watchPeer() async -> StreamEnd {
        while isStreaming, parser.bufferedBytes < Connection.aheadBytes {
            switch await receive(within: times.idle) {
            case .bytes, .timedOut: continue
            case .interrupted: return .watchEnded
            case .ended: return .peerGone
            }
        }
        return .watchEnded
    }

    /// Sends one piece of a streamed body, whole; false when the client is gone or too slow.
    func sendPiece(_ bytes: [UInt8], of request: Int, isChunked: Bool) async -> Bool {
        await writeTurn.take()
        defer { writeTurn.pass() }
        guard isStreaming, request == served, !isGone else { return false }
        guard !bytes.isEmpty else { return true }
        guard isChunked else { return await transmit(bytes) }
        output.removeAll(keepingCapacity: true)
        output.append(contentsOf: String(bytes.count, radix: 16).utf8)
        output.append(contentsOf: "\r\n".utf8)
        output.append(contentsOf: bytes)
        output.append(contentsOf: "\r\n".utf8)
        return await transmit(output)
    }
}

/// The body of a request, read piece by piece as it arrives.
///
/// Nothing is read ahead of the reader, so a slow handler slows its client down and not the server. `Expect:
/// 100-continue` is answered when the first piece is asked for. A body belongs to its request: it is read before the
/// request is answered (or while its answer is streamed), by one reader, from any task.
public struct RequestBody: Sendable {
    /// Where the pieces come from.
    enum Source: Sendable {
        case bytes(BufferedBody)
        case connection(BodyStream)
    }

    let source: Source?

    /// A body that is already in memory, for tests of handlers; no body when it is empty.
    public init(_ bytes: [UInt8] = []) {
        source = bytes.isEmpty ? nil : .bytes(BufferedBody(bytes))
    }

    init(_ stream: BodyStream) {
        source = .connection(stream)
    }

    /// True when the request announced no body.
    public var isEmpty: Bool { source == nil }

    /// The next piece, or nil at the end.
    ///
    /// - Throws: `HTTPBodyError` when the rest will not come.
    public func next() async throws(HTTPBodyError) -> [UInt8]? {
        switch source {
        case nil: nil
        case .bytes(let buffered): buffered.take()
        case .connection(let stream): try await stream.next()
        }
    }

    /// The whole body.
    ///
    /// - Parameter limitBytes: The largest body that is accepted; an announced length above it fails at once.
    /// - Returns: All bytes, none when there is no body.
    /// - Throws: `HTTPBodyError.tooLarge` above the limit, or why the rest will not come.
    public func collect(upTo limitBytes: Int) async throws(HTTPBodyError) -> [UInt8] {
        if case .connection(let stream) = source, let announced = stream.announcedBytes, announced > limitBytes {
            throw .tooLarge(limitBytes: limitBytes)
        }
        guard var collected = try await next() else { return [] }
        while collected.count <= limitBytes, let piece = try await next() { collected.append(contentsOf: piece) }
        guard collected.count <= limitBytes else { throw .tooLarge(limitBytes: limitBytes) }
        return collected
    }
}

import HTTPTypes

/// Content codings: gzip bodies become plain ones for handlers, large answers become gzip for clients that take it.
extension Connection {
    /// Prepares to decompress the present request's body, if it has a coding.
    func startDecoding(_ head: RequestHead) throws(RequestRejection) {
        inflater = nil
        guard head.framing != .none, try ContentCoding.isGzip(head.request.headerFields) else { return }
        inflater = GzipInflater(limits: parser.limits)
        guard inflater != nil else {
            throw .overloaded(retryAfterSeconds: context.configuration.retryAfterSeconds)
        }
    }

    /// The next piece of the body's content, decompressed.
    func nextContentPiece() async throws(HTTPBodyError) -> [UInt8]? {
        guard let inflater else { return try await nextBodyPiece() }
        while true {
            if let piece = try inflater.next() {
                await breathe()
                return piece
            }
            guard let bytes = try await nextBodyPiece() else {
                guard inflater.isComplete else { throw .malformedCoding }
                return nil
            }
            inflater.feed(bytes)
        }
    }

    /// The answer in gzip where its handler allows it, its client takes it and it gets smaller.
    func encoded(_ response: ServerResponse, for fields: HTTPFields) async -> ServerResponse {
        guard response.mayBeCompressed, case .bytes(let bytes) = response.body,
            bytes.count >= context.configuration.leastCompressedBytes, response.fields[.contentEncoding] == nil
        else { return response }
        var response = response
        response.fields.append(HTTPField(name: .vary, value: "Accept-Encoding"))
        guard ContentCoding.takesGzip(fields), let deflater = worker.takeDeflater() else { return response }
        defer { worker.giveBack(deflater) }
        var compressed: [UInt8] = []
        compressed.reserveCapacity(bytes.count / 4)
        for start in stride(from: 0, to: bytes.count, by: GzipDeflater.sliceBytes) {
            let end = min(start + GzipDeflater.sliceBytes, bytes.count)
            guard deflater.compress(bytes[start..<end], isLast: end == bytes.count, into: &compressed) else {
                return response
            }
            await breathe()
        }
        guard compressed.count < bytes.count else { return response }
        response.fields[.contentEncoding] = "gzip"
        response.body = .bytes(compressed)
        return response
    }
}

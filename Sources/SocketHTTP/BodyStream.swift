final class BodyStream: @unchecked Sendable {
    var announcedBytes: Int? { nil }
    func next() async throws(HTTPBodyError) -> [UInt8]? { nil }
}

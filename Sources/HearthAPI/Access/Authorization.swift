import HTTPTypes
import HearthCore
import SocketHTTP

/// The `Authorization` field of a request.
enum Authorization {
    /// The bytes of the longest token that is looked at: several times as long as Hearth's own.
    private static let tokenBytes = 1...512

    /// The bearer token (RFC 6750 section 2.1).
    ///
    /// - Throws: `Problem.unauthenticated` when there is none, or anything but one of a token's form.
    static func token(of request: ServerRequest) throws(Problem) -> BearerToken {
        let values = request.fields[values: .authorization]
        guard values.count == 1, let value = values.first else { throw .unauthenticated }
        let parts = value.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bearer", tokenBytes.contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .unauthenticated }
        return BearerToken(String(parts[1]))
    }
}

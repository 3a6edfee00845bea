import Foundation
import HTTPTypes
import SocketHTTP

/// The address that attempts are counted by.
struct ClientAddress: Hashable, Sendable {
    /// An IPv4 address, or the first half of an IPv6 address: a home has all of the other half to itself.
    let bytes: [UInt8]

    /// The client of a request: the peer, or whom a trusted proxy saw.
    ///
    /// A proxy appends to `X-Forwarded-For`; what stands before the last entry is the client's own claim.
    init(of request: ServerRequest, trusting proxies: Set<String>) {
        let host = request.peer.host
        let forwarded = request.fields[.forwardedFor]?.split(separator: ",").last.map(String.init)
        self.init(proxies.contains(host) ? forwarded?.trimmingCharacters(in: .whitespaces) ?? host : host)
    }

    /// The address of a text; whatever is no address counts as one.
    init(_ text: String) {
        var version4 = in_addr()
        var version6 = in6_addr()
        if inet_pton(AF_INET, text, &version4) == 1 {
            bytes = withUnsafeBytes(of: version4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &version6) == 1 {
            bytes = withUnsafeBytes(of: version6) { Array($0.prefix(8)) }
        } else {
            bytes = []
        }
    }
}

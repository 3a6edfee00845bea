import Foundation

/// What connections are counted by: an IPv4 address, or the first half of an IPv6 address.
///
/// Whoever has one IPv6 address has all 2^64 that share its first half.
struct AddressPrefix: Hashable, Sendable {
    private let isVersion6: Bool
    private let bits: UInt64

    /// The prefix of a numeric address; whatever is none counts as one.
    init(_ host: String) {
        var version4 = in_addr()
        var version6 = in6_addr()
        if inet_pton(AF_INET, host, &version4) == 1 {
            self.init(version4: version4.s_addr)
        } else if inet_pton(AF_INET6, host, &version6) == 1 {
            let (first, second) = withUnsafeBytes(of: version6) { bytes in
                (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            }
            // ::ffff:a.b.c.d is an IPv4 client of a socket that takes both.
            if first == 0, second.bigEndian >> 32 == 0xFFFF {
                self.init(version4: UInt32(truncatingIfNeeded: second.bigEndian).bigEndian)
            } else {
                self.init(isVersion6: true, bits: first)
            }
        } else {
            self.init(version4: 0)
        }
    }

    private init(version4: UInt32) { self.init(isVersion6: false, bits: UInt64(version4)) }

    private init(isVersion6: Bool, bits: UInt64) {
        self.isVersion6 = isVersion6
        self.bits = bits
    }
}

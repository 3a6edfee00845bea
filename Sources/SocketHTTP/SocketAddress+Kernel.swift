import Foundation

extension SocketAddress {
    /// Calls `body` with the address as the kernel takes it; nil when the host is no numeric address.
    func withKernelAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
        var four = sockaddr_in()
        if inet_pton(AF_INET, host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            return SocketAddress.rebind(&four, body)
        }
        var six = sockaddr_in6()
        guard inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else { return nil }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        return SocketAddress.rebind(&six, body)
    }

    /// Reads an address that a kernel call fills in; nil when the call fails or names no IP address.
    init?(filledBy call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &length) }
        }
        guard result >= 0 else { return nil }
        self.init(storage)
    }

    /// Reads an IPv4 or IPv6 address.
    init?(_ storage: sockaddr_storage) {
        switch Int32(storage.ss_family) {
        case AF_INET:
            var address = SocketAddress.reinterpret(storage, as: sockaddr_in.self)
            let host = SocketAddress.text(AF_INET, &address.sin_addr, lengthBytes: Int(INET_ADDRSTRLEN))
            self.init(host: host, port: UInt16(bigEndian: address.sin_port))
        case AF_INET6:
            var address = SocketAddress.reinterpret(storage, as: sockaddr_in6.self)
            let host = SocketAddress.text(AF_INET6, &address.sin6_addr, lengthBytes: Int(INET6_ADDRSTRLEN))
            self.init(host: host, port: UInt16(bigEndian: address.sin6_port))
        default: return nil
        }
    }

    private static func rebind<Address, Result>(
        _ address: inout Address,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }

    private static func reinterpret<Address>(_ storage: sockaddr_storage, as type: Address.Type) -> Address {
        withUnsafeBytes(of: storage) { $0.load(as: type) }
    }

    private static func text(_ family: Int32, _ address: UnsafeRawPointer, lengthBytes: Int) -> String {
        var text = [CChar](repeating: 0, count: lengthBytes)
        inet_ntop(family, address, &text, socklen_t(lengthBytes))
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

import Foundation

/// Options of sockets that are on or off.
enum SocketOption {
    /// Switches an option on; one that the kernel refuses stays off, which none of ours depends on.
    static func enable(_ option: Int32, level: Int32, on descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size))
    }
}

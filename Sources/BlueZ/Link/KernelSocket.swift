import ATT
import CBluetooth
import Foundation

/// The system calls behind the kernel's Bluetooth sockets.
enum KernelSocket {
    private static let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)

    /// Opens the management channel, to the kernel itself and not to an adapter.
    static func openManagement() throws(BlueZError) -> Int32 {
        let descriptor = socket(AF_BLUETOOTH, Int32(SOCK_RAW.rawValue) | flags, BTPROTO_HCI)
        guard descriptor >= 0 else { throw opening("socket") }
        var address = sockaddr_hci()
        address.hci_family = sa_family_t(AF_BLUETOOTH)
        address.hci_dev = UInt16(HCI_DEV_NONE)
        address.hci_channel = UInt16(HCI_CHANNEL_CONTROL)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_hci>.size))
            }
        }
        guard result == 0 else {
            let error = opening("bind")
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func opening(_ call: String) -> BlueZError {
        switch errno {
        case EAFNOSUPPORT, EPROTONOSUPPORT: .noBluetooth
        case EPERM, EACCES: .notPermitted
        default: .last(call)
        }
    }
}

extension KernelSocket {
    /// The channel of the Attribute Protocol (Core Vol 3 Part A 2.1).
    private static let attributeChannel: UInt16 = 4

    /// Opens a socket for the Attribute Protocol on the adapter with this address.
    static func openAttribute(on adapter: BluetoothAddress) throws(ATTError) -> Int32 {
        let descriptor = socket(AF_BLUETOOTH, Int32(SOCK_SEQPACKET.rawValue) | flags, BTPROTO_L2CAP)
        guard descriptor >= 0 else { throw .system(call: "socket", errno: errno) }
        let own = PeerAddress(adapter, .publicAddress)
        guard withAddress(own, { bind(descriptor, $0, $1) }) == 0 else {
            let number = errno
            close(descriptor)
            throw .system(call: "bind", errno: number)
        }
        return descriptor
    }

    /// Starts to connect; 0, or -1 with EINPROGRESS.
    static func connect(_ descriptor: Int32, to peer: PeerAddress) -> Int32 {
        withAddress(peer) { Foundation.connect(descriptor, $0, $1) }
    }

    /// Asks for a level of security, which the kernel brings about with the keys that it has.
    static func set(_ security: LinkSecurity, of descriptor: Int32) -> Bool {
        var option = bt_security(level: security.rawValue, key_size: 0)
        return setsockopt(descriptor, SOL_BLUETOOTH, BT_SECURITY, &option, size(option)) == 0
    }

    /// The level that the link really has; 0 when the kernel does not say.
    static func securityLevel(of descriptor: Int32) -> UInt8 {
        var option = bt_security(level: 0, key_size: 0)
        var length = size(option)
        return getsockopt(descriptor, SOL_BLUETOOTH, BT_SECURITY, &option, &length) == 0 ? option.level : 0
    }

    /// For how long the kernel looks out for a device that is to be connected.
    static func setPatience(_ patience: Duration, of descriptor: Int32) -> Bool {
        var option = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        return setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &option, size(option)) == 0
    }

    /// The error that ended a connection, or an attempt; 0 when there is none.
    ///
    /// Asking takes it away.
    static func pendingError(of descriptor: Int32) -> Int32 {
        var number: Int32 = 0
        var length = size(number)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &length) == 0 ? number : errno
    }

    private static func size<Value>(_ value: Value) -> socklen_t { socklen_t(MemoryLayout<Value>.size) }

    private static func withAddress(
        _ peer: PeerAddress,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_l2()
        address.l2_family = sa_family_t(AF_BLUETOOTH)
        address.l2_cid = attributeChannel.littleEndian
        address.l2_bdaddr_type = peer.kind.rawValue
        withUnsafeMutableBytes(of: &address.l2_bdaddr) { $0.copyBytes(from: peer.address.littleEndian) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_l2>.size))
            }
        }
    }
}

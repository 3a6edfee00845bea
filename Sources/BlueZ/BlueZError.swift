import Foundation

/// What keeps the gateway from its adapter; safe to log.
public enum BlueZError: Error, Sendable, Hashable {
    /// The kernel has no Bluetooth.
    case noBluetooth
    /// The process lacks CAP_NET_ADMIN.
    case notPermitted
    /// Another program owns the adapter.
    case adapterInUse(by: String)
    /// The kernel did not do a command.
    case refused(opcode: UInt16, status: ManagementStatus)
    /// The kernel did not answer a command in time.
    case timedOut(opcode: UInt16)
    /// An answer is not what the command announces.
    case malformed(PacketFault)
    /// The file of the bonds cannot be used; the text says why.
    case bondFile(String)
    /// The socket to the kernel is closed.
    case closed
    /// A system call failed; `call` is its name and `errno` its error number.
    case system(call: String, errno: Int32)

    static func last(_ call: String) -> BlueZError { .system(call: call, errno: errno) }
}

extension BlueZError: CustomStringConvertible {
    /// A stable name of the kind of error.
    public var code: String {
        switch self {
        case .noBluetooth: "bluez.no-bluetooth"
        case .notPermitted: "bluez.not-permitted"
        case .adapterInUse: "bluez.adapter-in-use"
        case .refused: "bluez.refused"
        case .timedOut: "bluez.timed-out"
        case .malformed: "bluez.malformed"
        case .bondFile: "bluez.bond-file"
        case .closed: "bluez.closed"
        case .system: "bluez.system"
        }
    }

    /// The code, what happened, and what to do about it.
    public var description: String {
        switch self {
        case .noBluetooth: "\(code): this kernel has no Bluetooth: load the module bluetooth and the adapter's driver"
        case .notPermitted:
            "\(code): the adapter needs CAP_NET_ADMIN: run as root, or give it with AmbientCapabilities in the unit"
        case .adapterInUse(let owner):
            "\(code): \(owner) uses the adapter: stop it (systemctl mask --now bluetooth.service for bluetoothd, "
                + "systemctl stop hearth-gateway for the gateway itself)"
        case .refused(let opcode, .blockedBySwitch):
            "\(code): a switch keeps the radio off (command \(hexadecimal(opcode))): rfkill unblock bluetooth"
        case .refused(let opcode, let status): "\(code): command \(hexadecimal(opcode)): \(status)"
        case .timedOut(let opcode): "\(code): command \(hexadecimal(opcode))"
        case .malformed(let fault): fault.description
        case .bondFile(let reason): "\(code): \(reason)"
        case .closed: code
        case .system(let call, let number): "\(code): \(call): \(String(cString: strerror(number)))"
        }
    }

    private func hexadecimal(_ opcode: UInt16) -> String { "0x" + String(opcode, radix: 16, uppercase: true) }
}

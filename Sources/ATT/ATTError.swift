import Foundation

/// Everything that can go wrong between a client and its peer.
public enum ATTError: Error, Sendable, Equatable {
    /// The peer answered the request with an Error Response; the bearer stays usable.
    case errorResponse(opcode: UInt8, handle: UInt16, code: ATTErrorCode)
    /// A PDU breaks the protocol at the named byte, counted from 0; nil is the opcode of an empty PDU.
    case malformed(opcode: UInt8?, byte: Int, fault: PDUFault)
    /// A response came that answers no outstanding request.
    case unexpectedResponse(opcode: UInt8)
    /// Discovery went backwards, out of its range or into an overlap at this handle.
    case inconsistentDiscovery(handle: UInt16)
    /// Discovery found more attributes than a device of this world has.
    case tooManyAttributes(limit: Int)
    /// The value does not fit into one PDU of the MTU in force.
    case valueTooLong(bytes: Int, limitBytes: Int)
    /// The characteristic neither indicates nor notifies, or has no configuration descriptor.
    case notSubscribable(BluetoothUUID)
    /// The peer did not answer in time; the specification forbids further use of the bearer.
    case timedOut(opcode: UInt8)
    /// The handler did not take a value; it was not confirmed, so that the device sends it again.
    case handlerFailed
    /// More values arrived than the handler takes, or more PDUs were sent than the peer takes.
    case overloaded
    /// This side closed the bearer.
    case closed
    /// The peer closed the bearer or went out of reach.
    case peerClosed
    /// The device does not have the keys of its pairing any more; it must be paired again.
    case bondLost
    /// The link is not as secure as it must be.
    case notSecure
    /// Another program of this computer has the channel to the device.
    case channelBusy
    /// A system call failed; `call` is its name and `errno` its error number.
    case system(call: String, errno: Int32)
}

extension ATTError {
    /// A stable name of the kind of error.
    public var code: String {
        switch self {
        case .errorResponse: "att.error-response"
        case .malformed: "att.malformed"
        case .unexpectedResponse: "att.unexpected-response"
        case .inconsistentDiscovery: "att.inconsistent-discovery"
        case .tooManyAttributes: "att.too-many-attributes"
        case .valueTooLong: "att.value-too-long"
        case .notSubscribable: "att.not-subscribable"
        case .timedOut: "att.timed-out"
        case .handlerFailed: "att.handler-failed"
        case .overloaded: "att.overloaded"
        case .closed: "att.closed"
        case .peerClosed: "att.peer-closed"
        case .bondLost: "att.bond-lost"
        case .notSecure: "att.not-secure"
        case .channelBusy: "att.channel-busy"
        case .system: "att.system"
        }
    }

    static func last(_ call: String) -> ATTError { .system(call: call, errno: errno) }
}

extension ATTError: CustomStringConvertible {
    /// Safe to log: no value of any attribute is in it.
    public var description: String {
        guard let detail else { return code }
        return "\(code): \(detail)"
    }

    private var detail: String? {
        switch self {
        case .errorResponse(let opcode, let handle, let code):
            "\(code) (request \(Self.name(opcode)), handle \(handle))"
        case .malformed(let opcode, let byte, let fault):
            "\(fault.rawValue) at byte \(byte) of \(opcode.map(Self.name) ?? "an empty PDU")"
        case .unexpectedResponse(let opcode): Self.name(opcode)
        case .inconsistentDiscovery(let handle): "at handle \(handle)"
        case .tooManyAttributes(let limit): "more than \(limit)"
        case .valueTooLong(let bytes, let limit): "\(bytes) bytes, limit \(limit)"
        case .notSubscribable(let uuid): "characteristic \(uuid)"
        case .timedOut(let opcode): Self.name(opcode)
        case .channelBusy:
            "another program of this computer is connected to the device: stop it (for bluetoothd "
                + "systemctl mask --now bluetooth.service)"
        case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
        case .handlerFailed, .overloaded, .closed, .peerClosed, .bondLost, .notSecure: nil
        }
    }

    private static func name(_ opcode: UInt8) -> String {
        ATTOpcode(rawValue: opcode).map { "\($0)" } ?? "opcode 0x\(String(opcode, radix: 16, uppercase: true))"
    }
}

import Synchronization

/// A kernel with one Low Energy adapter, and devices that can be found and paired.
public final class ModelledAdapter: Sendable {
    /// The only adapter's number.
    public static let index: UInt16 = 0

    /// The numbers of the commands that tests ask about.
    public enum Opcode {
        /// Load Long Term Keys.
        public static let loadKeys: UInt16 = 0x0013
        /// Set Bondable.
        public static let setBondable: UInt16 = 0x0009
        /// Disconnect.
        public static let disconnect: UInt16 = 0x0014
        /// Pair Device.
        public static let pair: UInt16 = 0x0019
        /// Cancel Pair Device.
        public static let cancelPairing: UInt16 = 0x001A
        /// Unpair Device.
        public static let unpair: UInt16 = 0x001B
        /// User Passkey Reply.
        public static let passkey: UInt16 = 0x001E
        /// Start Discovery.
        public static let startDiscovery: UInt16 = 0x0023
        /// Add Device.
        public static let addDevice: UInt16 = 0x0033
    }

    private struct State {
        var devices: [ModelledDevice]
        var pairing: ModelledDevice?
        var watched: Set<[UInt8]> = []
        var linked: Set<[UInt8]> = []
        var keys: UInt8 = 0
    }

    private let state: Mutex<State>
    private let answering: Answering
    /// The kernel behind it.
    public let kernel: ScriptedKernel

    /// A reference, so that the kernel can be made before the adapter.
    private final class Answering: Sendable {
        let answer = Mutex<ScriptedKernel.Answer>({ _, _, _ in [] })
    }

    /// Starts a kernel with these devices near.
    public init(_ devices: [ModelledDevice]) throws {
        state = Mutex(State(devices: devices))
        let answering = Answering()
        self.answering = answering
        kernel = try ScriptedKernel { opcode, index, parameters in
            answering.answer.withLock(\.self)(opcode, index, parameters)
        }
        answering.answer.withLock { answer in
            answer = { [weak self] opcode, index, parameters in self?.answer(opcode, index, parameters) ?? [] }
        }
    }

    /// Lets a device come near.
    public func add(_ device: ModelledDevice) {
        let isWatched = state.withLock { state in
            state.devices.append(device)
            return state.watched.contains(device.address)
        }
        if isWatched { kernel.tell(ScriptedKernel.event(0x12, Self.index, device.found)) }
    }

    /// Gives the kernel a link to a device, which is not heard until the link is ended.
    public func link(_ device: ModelledDevice) { state.withLock { _ = $0.linked.insert(device.address) } }

    /// Lets a device be heard, whether anybody has asked for it or not.
    public func show(_ device: ModelledDevice) { kernel.tell(ScriptedKernel.event(0x12, Self.index, device.found)) }

    private func answer(_ opcode: UInt16, _ index: UInt16, _ parameters: [UInt8]) -> [[UInt8]] {
        let done = ScriptedKernel.complete(opcode, index)
        switch opcode {
        case 0x0003: return [ScriptedKernel.complete(opcode, index, [1, 0, 0, 0])]
        case 0x0004: return [ScriptedKernel.complete(opcode, index, Self.information)]
        case Opcode.startDiscovery: return [done] + found { _ in true }
        case Opcode.addDevice:
            let address = Array(parameters.prefix(7))
            guard parameters.last == 0 else { return [done] }
            state.withLock { _ = $0.watched.insert(address) }
            return [done] + found { $0.address == address }
        case Opcode.disconnect:
            let wasLinked = state.withLock { $0.linked.remove(Array(parameters.prefix(7))) != nil }
            return [ScriptedKernel.complete(opcode, index, status: wasLinked ? 0 : 0x02)]
        case Opcode.pair: return pair(Array(parameters.prefix(7)))
        case Opcode.passkey: return [done] + entered(parameters)
        case Opcode.cancelPairing: return [done] + ended(status: 0x10)
        default: return [done]
        }
    }

    private func found(_ isWanted: (ModelledDevice) -> Bool) -> [[UInt8]] {
        let heard = state.withLock { state in state.devices.filter { !state.linked.contains($0.address) } }
        return heard.filter(isWanted).map { ScriptedKernel.event(0x12, Self.index, $0.found) }
    }

    private func pair(_ address: [UInt8]) -> [[UInt8]] {
        let device = state.withLock { state in
            state.pairing = state.devices.first { $0.address == address }
            return state.pairing
        }
        guard let device else { return [ScriptedKernel.complete(Opcode.pair, Self.index, status: 0x04)] }
        if device.passkey != nil { return [ScriptedKernel.event(0x10, Self.index, address)] }
        return bonded(device)
    }

    private func entered(_ parameters: [UInt8]) -> [[UInt8]] {
        let number = parameters.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let device = state.withLock(\.pairing) else { return [] }
        return device.passkey == number ? bonded(device) : ended(status: 0x05)
    }

    private func bonded(_ device: ModelledDevice) -> [[UInt8]] {
        let octet = state.withLock { state in
            state.keys += 1
            return state.keys
        }
        return [ScriptedKernel.event(0x0A, Self.index, device.key(octet))] + ended(status: 0)
    }

    private func ended(status: UInt8) -> [[UInt8]] {
        let pairing = state.withLock { state in
            defer { state.pairing = nil }
            return state.pairing
        }
        guard let pairing else { return [] }
        return [ScriptedKernel.complete(Opcode.pair, Self.index, status: status, pairing.address)]
    }

    /// Address, version, manufacturer, what it can do, what it is set to (on, with Low Energy), class, names.
    private static let information: [UInt8] =
        [1, 0, 0, 0xEE, 0xFF, 0xC0, 9, 0xF1, 5, 0x1B, 0xBE, 1, 0, 1, 2, 0, 0]
        + [UInt8](repeating: 0, count: 3 + 249 + 11)
}

import ATT
import EventLoops
import Logging

/// The adapter that the gateway owns: sets it up, keeps it set up, and keeps the bonds that are made on it.
public actor Adapter {
    /// Is given what the kernel tells, and nil when it will tell no more; false when it wants no more.
    typealias Observer = @Sendable (ManagementEvent?) -> Bool

    /// How long to wait before the kernel's socket is opened again: a module may be loaded, a right be given.
    static let pauseBeforeReopening: Duration = .seconds(10)

    /// The loop on which it lives.
    public nonisolated let loop: EventLoop
    /// The executor that is the loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// How the adapter is.
    public private(set) var state = AdapterState.settingUp
    /// Another program that uses the adapter too; nil when none is known.
    public internal(set) var rival: String?
    /// The bonds.
    public internal(set) var book: BondBook

    let file: BondFile
    let logger: Logger
    let stack: BluetoothStack
    private let onTrouble: @Sendable () -> Void
    var machine: AdapterStateMachine
    private var socket: ManagementSocket?
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var observers: [Observer] = []
    private var isEnded = false
    var isSaved = true
    var isTroubled = false
    /// What was said last of an adapter that cannot be used: it is tried every few seconds, perhaps for months.
    private var saidFailure: BlueZError?

    /// Makes the adapter; `run` sets it up.
    ///
    /// - Parameters:
    ///   - choice: Which adapter.
    ///   - name: How it is called.
    ///   - purpose: What it is used for.
    ///   - isPrivate: Whether it hides behind private addresses.
    ///   - file: Where the bonds are.
    ///   - stack: Whose adapter it is.
    ///   - loop: Where it lives.
    ///   - logger: Where it says what happens, without keys.
    ///   - onTrouble: Is called when the adapter cannot be used any more, and when it can again.
    /// - Throws: `BlueZError.bondFile`.
    public init(
        choice: AdapterChoice,
        name: String,
        purpose: AdapterPurpose,
        isPrivate: Bool = false,
        file: BondFile,
        of stack: BluetoothStack = .kernel,
        on loop: EventLoop,
        logger: Logger,
        onTrouble: @escaping @Sendable () -> Void = {}
    ) throws(BlueZError) {
        book = try file.read()
        if isPrivate, book.ownIdentityKey == nil {
            // On disk before anybody is told: devices know the gateway by it from their pairing on.
            book.ownIdentityKey = .random()
            try file.write(book)
        }
        self.file = file
        self.loop = loop
        self.logger = logger
        self.stack = stack
        self.onTrouble = onTrouble
        machine = AdapterStateMachine(
            plan: AdapterPlan(choice: choice, name: name, purpose: purpose, isPrivate: isPrivate, book: book)
        )
    }

    /// Keeps the adapter until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do throws(BlueZError) {
                let socket = try stack.openManagement(loop, logger) { [weak self] index, event in
                    self?.assumeIsolated { $0.take(index, event) }
                }
                self.socket = socket
                await withTaskCancellationHandler {
                    apply(machine.handle(.opened))
                    await socket.run()
                } onCancel: {
                    Task { await socket.close() }
                }
                self.socket = nil
            } catch {
                announce(.failed(error))
            }
            if !Task.isCancelled { try? await loop.sleep(for: Self.pauseBeforeReopening) }
        }
        isEnded = true
        announce(.absent)
        observers.removeAll { !$0(nil) }
    }

    /// Waits until it is known how the adapter is.
    public func settled() async -> AdapterState {
        while !isEnded, state == .settingUp { await changed(from: .settingUp) }
        return state
    }

    /// Waits until the adapter is ready.
    ///
    /// - Returns: Its address.
    /// - Throws: `BlueZError.closed` when it is not run any more, or the task is cancelled.
    public func whenReady() async throws(BlueZError) -> BluetoothAddress {
        while true {
            if case .ready(_, let information) = state { return information.address }
            if isEnded || Task.isCancelled { throw .closed }
            await changed(from: state)
        }
    }

    private func changed(from state: AdapterState) async {
        await withTaskCancellationHandler {
            // Asked inside: the actor may do something else before the task is suspended.
            await withCheckedContinuation { continuation in
                if isEnded || self.state != state || Task.isCancelled {
                    continuation.resume()
                } else {
                    waiting.append(continuation)
                }
            }
        } onCancel: {
            Task { await wake() }
        }
    }

    /// Lets everybody who waits look again.
    private func wake() {
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    /// Gives the adapter a command.
    ///
    /// - Throws: `BlueZError`; `.closed` when there is no adapter.
    @discardableResult
    public func perform(
        _ command: ManagementCommand,
        within limit: Duration = ManagementSocket.commandTimeout
    ) async throws(BlueZError) -> [UInt8] {
        guard case .ready(let index, _) = state, let socket else { throw .closed }
        return try await socket.perform(command, index: index, within: limit)
    }

    /// Waits until the device of a bond shows up, and opens an encrypted link to it.
    ///
    /// - Parameters:
    ///   - bond: Whose keys the link is encrypted with.
    ///   - own: The adapter's address.
    ///   - loop: Where the bearer lives.
    /// - Returns: The bearer of the link.
    /// - Throws: As `LowEnergyLink.connect` does.
    public nonisolated func link(
        by bond: Bond,
        from own: BluetoothAddress,
        on loop: EventLoop
    ) async throws(ATTError) -> any Bearer {
        try await stack.openLink(bond.peer, own, bond.security, loop)
    }

    /// What the kernel tells of the adapter from now on.
    public func events() -> AsyncStream<ManagementEvent> {
        let (stream, continuation) = AsyncStream.makeStream(of: ManagementEvent.self)
        observe { event in
            guard let event else {
                continuation.finish()
                return false
            }
            return if case .terminated = continuation.yield(event) { false } else { true }
        }
        return stream
    }

    /// Has an observer called on the adapter's loop, at once and in order, before the answer that follows an event.
    func observe(_ observer: @escaping Observer) {
        if isEnded { _ = observer(nil) } else { observers.append(observer) }
    }

    /// Is told, from now on, when one of these devices shows up; the kernel does not connect to them.
    public func watch(_ peers: Set<PeerAddress>) { apply(machine.change { $0.watched = peers }) }

    private func take(_ index: UInt16, _ event: ManagementEvent) {
        if index == machine.index {
            if book.take(event) { save() }
            observers.removeAll { !$0(event) }
        }
        apply(machine.handle(.told(index, event)))
    }

    func apply(_ actions: [AdapterStateMachine.Action]) {
        for action in actions {
            switch action {
            case .perform(let id, let command, let index): start(id, command, index)
            case .announce(let state): announce(state)
            case .note(let command, let error):
                logger.warning(
                    "the adapter does without a setting",
                    metadata: ["command": "0x\(String(command.opcode, radix: 16))", "error": "\(error)"]
                )
            case .pause(let pause):
                loop.schedule(after: pause) { [weak self] in
                    self?.assumeIsolated { adapter in adapter.apply(adapter.machine.handle(.pauseEnded)) }
                }
            }
        }
    }

    private func start(_ id: Int, _ command: ManagementCommand, _ index: UInt16) {
        guard let socket else { return }
        Task {
            let result: Result<[UInt8], BlueZError>
            do throws(BlueZError) {
                result = .success(try await socket.perform(command, index: index))
            } catch {
                result = .failure(error)
            }
            apply(machine.handle(.answered(id, result)))
        }
    }

    private func announce(_ state: AdapterState) {
        if self.state != state {
            self.state = state
            log(state)
            tellTrouble()
        }
        wake()
    }

    /// Tells whoever reports it that the adapter cannot be used, or can be again.
    func tellTrouble() {
        guard !isEnded, let isUsable = standing.isUsable, isUsable == isTroubled else { return }
        isTroubled = !isUsable
        onTrouble()
    }

    private func log(_ state: AdapterState) {
        switch state {
        case .absent: if !isEnded { logger.warning("no Bluetooth adapter: waiting for one") }
        case .settingUp: logger.debug("the Bluetooth adapter is being set up")
        case .failed(let error):
            let level: Logger.Level = error == saidFailure ? .debug : .error
            saidFailure = error
            logger.log(level: level, "the Bluetooth adapter cannot be used", metadata: ["error": "\(error)"])
        case .ready(let index, let information):
            saidFailure = nil
            logger.info(
                "the Bluetooth adapter is ready",
                metadata: [
                    "adapter": "hci\(index)", "address": "\(information.address)", "bonds": "\(book.bonds.count)",
                ]
            )
        }
    }
}

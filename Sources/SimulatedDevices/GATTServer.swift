import ATT
import EventLoops

/// The GATT server of one connection to a simulated device.
public actor GATTServer {
    /// The loop of the bearer, on which the server runs.
    public nonisolated let loop: EventLoop
    /// The executor that is the loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private let bearer: any Bearer
    private let confirmationTimeout: Duration
    private var machine: ServerStateMachine
    private var end: ATTError?
    private var indications: UInt64 = 0
    private var confirmation: CheckedContinuation<Result<Void, ATTError>, Never>?
    private var subscribers: [CheckedContinuation<Void, Never>] = []

    /// Makes the server of a connected bearer, which it owns from now on.
    ///
    /// - Parameters:
    ///   - bearer: The connection to the client.
    ///   - table: What the device offers.
    ///   - confirmationTimeout: How long the client may take to confirm an indication.
    public init(
        bearer: any Bearer,
        table: AttributeTable,
        confirmationTimeout: Duration = ATTLimits.transactionTimeout
    ) {
        self.bearer = bearer
        loop = bearer.loop
        machine = ServerStateMachine(table: table)
        self.confirmationTimeout = confirmationTimeout
    }

    /// Answers the client until the bearer ends, and says why it did.
    public func serve() async -> ATTError {
        do throws(ATTError) {
            while end == nil {
                perform(machine.received(try await bearer.receive()))
                await Task.yield()
            }
        } catch {
            close(because: error)
        }
        return end ?? .closed
    }

    /// Closes the bearer.
    public func close() { close(because: .closed) }

    /// Waits until the client wants the value, then indicates it and waits for the confirmation, or else notifies it.
    ///
    /// One value at a time.
    ///
    /// - Throws: `ATTError.valueTooLong`, or what ended the bearer: the value is then not confirmed.
    public func send(_ value: [UInt8], handle: UInt16) async throws(ATTError) {
        let subscription = try await subscription(to: handle)
        let limit = machine.mtu - 3
        guard value.count <= limit else { throw .valueTooLong(bytes: value.count, limitBytes: limit) }
        if subscription.contains(.indications) {
            try await indicate(value, handle: handle)
        } else {
            perform([.send(.notification(handle: handle, value: value))])
            if let end { throw end }
        }
    }

    private func subscription(to handle: UInt16) async throws(ATTError) -> Subscription {
        while true {
            if let end { throw end }
            if let subscription = machine.subscriptions[handle], !subscription.isEmpty { return subscription }
            // Asked again inside: the actor may do something else before the task is suspended.
            await withCheckedContinuation { continuation in
                let isSubscribed = machine.subscriptions[handle].map { !$0.isEmpty } ?? false
                if isSubscribed || end != nil {
                    continuation.resume()
                } else {
                    subscribers.append(continuation)
                }
            }
        }
    }

    private func indicate(_ value: [UInt8], handle: UInt16) async throws(ATTError) {
        try await withCheckedContinuation { (continuation: CheckedContinuation<Result<Void, ATTError>, Never>) in
            if let end { return continuation.resume(returning: .failure(end)) }
            precondition(confirmation == nil, "one indication at a time")
            confirmation = continuation
            indications += 1
            startTimer(indications)
            perform([.send(.indication(handle: handle, value: value))])
        }.get()
    }

    private func perform(_ actions: [ServerStateMachine.Action]) {
        for action in actions where end == nil {
            switch action {
            case .send(let pdu):
                do throws(ATTError) {
                    try bearer.send(pdu.encoded)
                } catch {
                    close(because: error)
                }
            case .subscriptionsChanged: wakeSubscribers()
            case .confirmed: finishIndication(.success(()))
            case .close(let error): close(because: error)
            }
        }
    }

    private func startTimer(_ indication: UInt64) {
        loop.schedule(after: confirmationTimeout) { [weak self] in
            self?.assumeIsolated { server in
                guard server.confirmation != nil, server.indications == indication else { return }
                server.close(because: .timedOut(opcode: ATTOpcode.handleValueIndication.rawValue))
            }
        }
    }

    private func close(because error: ATTError) {
        guard end == nil else { return }
        end = error
        bearer.close()
        finishIndication(.failure(error))
        wakeSubscribers()
    }

    private func finishIndication(_ result: Result<Void, ATTError>) {
        confirmation?.resume(returning: result)
        confirmation = nil
    }

    private func wakeSubscribers() {
        for subscriber in subscribers { subscriber.resume() }
        subscribers = []
    }
}

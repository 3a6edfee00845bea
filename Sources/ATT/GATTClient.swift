import EventLoops

/// The client of one connected device: finds its services, reads and writes, and hands over what the device sends.
///
/// `start` begins to read the bearer; values may be handed over from then on, before anything has been discovered, as
/// bonded meters send at once. A request waits for its answer even when its task is cancelled, since ATT cannot take
/// a request back: call `close` to end early.
public actor GATTClient {
    /// Takes an indication, or the notifications that wait (`ATTLimits.maximumHandedOver` at the most), on the client's
    /// loop and in the order of arrival.
    ///
    /// An indication is confirmed after it returned. When it throws, nothing is confirmed and the client closes the
    /// bearer, so that the device keeps the value and sends it again. It may call the client. A notification that came
    /// before the end of the bearer is taken after it too: no device sends it again.
    public typealias Handler = @Sendable ([ReceivedValue]) async throws -> Void

    /// Does what has time until an indication's confirmation has left, before more is handed over.
    public typealias Aftermath = @Sendable () async -> Void

    /// The loop of the bearer, on which the client runs.
    public nonisolated let loop: EventLoop
    /// The executor that is the loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// The services found so far, or known from an earlier connection.
    public internal(set) var services: [GATTService]
    /// The longest PDU of this connection, in bytes.
    public var mtu: Int { machine.mtu }

    private let bearer: any Bearer
    private let transactionTimeout: Duration
    private let handler: Handler
    private let afterwards: Aftermath
    private var handling: Task<Void, Never>?
    private var machine = ClientStateMachine()
    private var nextRequest: ClientStateMachine.RequestID = 0
    private var callers: [ClientStateMachine.RequestID: CheckedContinuation<Result<ATTResponse, ATTError>, Never>] = [:]
    private var observers: [CheckedContinuation<ATTError, Never>] = []

    /// Makes the client of a connected bearer, which it owns from now on.
    ///
    /// - Parameters:
    ///   - bearer: The connection to the device.
    ///   - knownServices: What an earlier connection to the same bonded device found; discovery can then be skipped.
    ///   - transactionTimeout: How long the device may take for each answer.
    ///   - afterwards: What is left to do with what was taken once its confirmation has left (notifications have none).
    ///   - handler: Takes what the device indicates and notifies.
    public init(
        bearer: any Bearer,
        knownServices: [GATTService] = [],
        transactionTimeout: Duration = ATTLimits.transactionTimeout,
        afterwards: @escaping Aftermath = {},
        handler: @escaping Handler
    ) {
        self.bearer = bearer
        loop = bearer.loop
        services = knownServices
        self.transactionTimeout = transactionTimeout
        self.handler = handler
        self.afterwards = afterwards
    }

    /// Begins to read the bearer; once.
    public func start() {
        Task { await readBearer() }
    }

    /// Closes the bearer; every request that waits fails with `ATTError.closed`.
    public func close() { close(because: .closed) }

    /// Waits until the bearer is closed, by either side, and says why.
    public func closed() async -> ATTError {
        // Asked inside: the actor may do something else before the task is suspended.
        await withCheckedContinuation { continuation in
            if let end = machine.end {
                continuation.resume(returning: end)
            } else {
                observers.append(continuation)
            }
        }
    }

    /// Waits until nothing is done with the last values any more; once the bearer is closed, no other comes.
    public func handled() async {
        while let task = handling {
            await task.value
            // The end of one hands over the next.
            if handling == task { return }
        }
    }

    func close(because error: ATTError) { perform(machine.close(because: error)) }

    /// Sends a request and waits for its response.
    func transact(_ request: ATTRequest) async throws(ATTError) -> ATTResponse {
        nextRequest += 1
        let id = nextRequest
        return try await withCheckedContinuation { continuation in
            callers[id] = continuation
            perform(machine.submit(request, id: id))
        }.get()
    }

    /// Sends a PDU that nobody answers.
    func sendCommand(_ pdu: ATTPDU) throws(ATTError) {
        if let end = machine.end { throw end }
        perform([.send(pdu.encoded)])
        if let end = machine.end { throw end }
    }

    private func readBearer() async {
        do throws(ATTError) {
            while machine.end == nil {
                perform(machine.received(try await bearer.receive(), at: .now))
                // A peer that never stops sending must not keep the loop from everybody else.
                await Task.yield()
            }
        } catch {
            close(because: error)
        }
    }

    private func perform(_ actions: [ClientStateMachine.Action]) {
        for action in actions {
            switch action {
            case .send(let pdu): send(pdu)
            case .startTimer(let id): startTimer(id)
            case .answer(let id, let result): callers.removeValue(forKey: id)?.resume(returning: result)
            case .handOver(let values): handOver(values)
            case .close(let error):
                bearer.close()
                for observer in observers { observer.resume(returning: error) }
                observers = []
            }
        }
    }

    private func send(_ pdu: [UInt8]) {
        do throws(ATTError) {
            if machine.end == nil { try bearer.send(pdu) }
        } catch {
            close(because: error)
        }
    }

    private func startTimer(_ id: ClientStateMachine.RequestID) {
        loop.schedule(after: transactionTimeout) { [weak self] in
            self?.assumeIsolated { client in client.perform(client.machine.timedOut(id)) }
        }
    }

    private func handOver(_ values: [ReceivedValue]) {
        let known = values.map { value in
            var value = value
            value.characteristic = characteristic(at: value.handle)
            return value
        }
        let isConfirmed = values.contains(where: \.isIndication)
        let earlier = handling
        handling = Task {
            await earlier?.value
            do {
                try await handler(known)
                perform(machine.handled())
                // A confirmation that could not leave is none: the device will send the value again.
                if machine.end == nil || !isConfirmed { await afterwards() }
            } catch {
                close(because: .handlerFailed)
            }
        }
    }

    private func characteristic(at handle: UInt16) -> GATTCharacteristic? {
        services.lazy.flatMap(\.characteristics).first { $0.valueHandle == handle }
    }
}

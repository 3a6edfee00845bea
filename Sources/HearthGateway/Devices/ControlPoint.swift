import ATT
import EventLoops

/// A control point that indicates one answer to each request, as those of continuous glucose monitors and of user data.
actor ControlPoint {
    /// How long an answer is waited for: the ATT transaction time-out, which the profiles take for their procedures.
    static let answerTimeout = ATTLimits.transactionTimeout

    private let characteristic: GATTCharacteristic
    private let client: GATTClient
    private let timeout: Duration
    private let inspect: @Sendable ([UInt8]) -> Void
    private var answer: [UInt8]?
    private var waiter: CheckedContinuation<Void, Never>?

    /// Names a control point of a connected device, which is subscribed to.
    ///
    /// - Parameters:
    ///   - characteristic: The control point.
    ///   - client: The connection.
    ///   - timeout: How long an answer is waited for.
    ///   - inspect: Sees an answer before anything that the device sends behind it is taken.
    init(
        _ characteristic: GATTCharacteristic,
        of client: GATTClient,
        timeout: Duration = answerTimeout,
        inspect: @escaping @Sendable ([UInt8]) -> Void = { _ in }
    ) {
        self.characteristic = characteristic
        self.client = client
        self.timeout = timeout
        self.inspect = inspect
    }

    /// Where its answers come from.
    nonisolated var handle: UInt16 { characteristic.valueHandle }

    /// Writes a request and waits for the answer; nil when there is none in time, or the connection has ended.
    ///
    /// - Throws: `ATTError` when the device refuses the request, or what ended the bearer.
    func ask(_ request: [UInt8]) async throws(ATTError) -> [UInt8]? {
        answer = nil
        try await client.write(request, to: handle)
        let timer = Task {
            try? await client.loop.sleep(for: timeout)
            giveUp()
        }
        defer { timer.cancel() }
        if answer == nil { await withCheckedContinuation { waiter = $0 } }
        return answer
    }

    /// Takes what the device has indicated.
    func answered(_ bytes: [UInt8]) {
        inspect(bytes)
        answer = bytes
        giveUp()
    }

    /// Ends the waiting: the time is over, or the connection.
    func giveUp() {
        waiter?.resume()
        waiter = nil
    }
}

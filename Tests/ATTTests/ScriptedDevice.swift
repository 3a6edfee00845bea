import ATT
import EventLoops

/// The device's end of a bearer, played by the test PDU by PDU.
actor ScriptedDevice {
    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private let bearer: SeqpacketBearer

    init(_ bearer: SeqpacketBearer) {
        self.bearer = bearer
        loop = bearer.loop
    }

    func send(_ pdu: ATTPDU) throws(ATTError) { try bearer.send(pdu.encoded) }

    func send(bytes: [UInt8]) throws(ATTError) { try bearer.send(bytes) }

    func next() async throws(ATTError) -> ATTPDU { try ATTPDU(decoding: try await bearer.receive()) }

    /// Answers the requests that come with these responses, in this order, and returns the requests.
    @discardableResult
    func answer(with responses: ATTResponse...) async throws(ATTError) -> [ATTPDU] {
        var requests: [ATTPDU] = []
        for response in responses {
            requests.append(try await next())
            try send(.response(response))
        }
        return requests
    }

    func close() { bearer.close() }
}

/// Decides what a GATT client does on one bearer: an event goes in, actions come out, no IO inside.
///
/// One request is outstanding at a time and the rest wait their turn. Values that the device sends are handed over in
/// order and apart from the requests, so that a handler may send requests itself: an indication alone, notifications as
/// many as wait, up to a limit. An indication is confirmed when its handler has taken it. Whatever breaks the protocol
/// closes the bearer, for good; notifications that have come until then are still handed over, since the device does not
/// send them again.
struct ClientStateMachine {
    /// Names one request until it is answered.
    typealias RequestID = UInt64

    /// What the shell has to do, in this order.
    enum Action: Equatable {
        case send([UInt8])
        case startTimer(RequestID)
        case answer(RequestID, Result<ATTResponse, ATTError>)
        case handOver([ReceivedValue])
        case close(ATTError)
    }

    private struct Transaction {
        var id: RequestID
        var request: ATTRequest
    }

    /// The longest PDU of this bearer, in bytes.
    private(set) var mtu = ATTLimits.defaultMTU
    /// Why the bearer was closed, or nil while it is open.
    private(set) var end: ATTError?
    private var outstanding: Transaction?
    private var waiting: [Transaction] = []
    /// The first ones are with the handler.
    private var values: [ReceivedValue] = []
    /// How many those are.
    private var handedOver = 0

    /// A caller wants a request answered.
    mutating func submit(_ request: ATTRequest, id: RequestID) -> [Action] {
        if let end { return [.answer(id, .failure(end))] }
        waiting.append(Transaction(id: id, request: request))
        return outstanding == nil ? sendNext() : []
    }

    /// A datagram came at an instant.
    mutating func received(_ datagram: [UInt8], at instant: ContinuousClock.Instant) -> [Action] {
        if end != nil { return [] }
        let pdu: ATTPDU
        do throws(ATTError) {
            pdu = try ATTPDU(decoding: datagram)
        } catch {
            guard let opcode = datagram.first, ATTOpcode.wantsResponse(opcode) else { return close(because: error) }
            return [refuse(opcode, .invalidPDU)]
        }
        switch pdu {
        case .response(let response): return answered(response)
        case .indication(let handle, let bytes):
            return arrived(ReceivedValue(handle: handle, bytes: bytes, isIndication: true, arrivedAt: instant))
        case .notification(let handle, let bytes):
            return arrived(ReceivedValue(handle: handle, bytes: bytes, isIndication: false, arrivedAt: instant))
        case .request(.exchangeMTU(let bytes)):
            agree(on: bytes)
            return [send(.response(.exchangeMTU(UInt16(ATTLimits.maximumMTU))))]
        case .request(let request): return [refuse(request.opcode.rawValue, .requestNotSupported)]
        case .unknown(let opcode): return ATTOpcode.wantsResponse(opcode) ? [refuse(opcode, .requestNotSupported)] : []
        case .writeCommand, .confirmation: return []
        }
    }

    /// The transaction time-out has passed since the request was sent.
    mutating func timedOut(_ id: RequestID) -> [Action] {
        guard let outstanding, outstanding.id == id else { return [] }
        return close(because: .timedOut(opcode: outstanding.request.opcode.rawValue))
    }

    /// The handler has taken what it was given last.
    mutating func handled() -> [Action] {
        let isIndication = values.first?.isIndication == true
        values.removeFirst(min(handedOver, values.count))
        let confirmation: [Action] = isIndication && end == nil ? [send(.confirmation)] : []
        return confirmation + handOver()
    }

    private mutating func handOver() -> [Action] {
        let isIndication = values.first?.isIndication == true
        let next =
            isIndication ? values.prefix(1) : values.prefix(ATTLimits.maximumHandedOver).prefix { !$0.isIndication }
        handedOver = next.count
        return next.isEmpty ? [] : [.handOver(Array(next))]
    }

    /// The bearer is of no use any more: everybody who waits learns why.
    mutating func close(because error: ATTError) -> [Action] {
        guard end == nil else { return [] }
        end = error
        let unanswered = [outstanding].compactMap(\.self) + waiting
        outstanding = nil
        waiting = []
        // Behind one that could not be stored nothing is: the place from which to go on would be passed.
        values =
            error == .handlerFailed
            ? [] : values.prefix(handedOver) + values.dropFirst(handedOver).filter { !$0.isIndication }
        return unanswered.map { .answer($0.id, .failure(error)) } + [.close(error)]
    }

    private mutating func sendNext() -> [Action] {
        guard !waiting.isEmpty else { return [] }
        let next = waiting.removeFirst()
        outstanding = next
        return [send(.request(next.request)), .startTimer(next.id)]
    }

    private mutating func answered(_ response: ATTResponse) -> [Action] {
        guard let answered = outstanding, response.answers(answered.request) else {
            return close(because: .unexpectedResponse(opcode: response.opcode.rawValue))
        }
        outstanding = nil
        if case .exchangeMTU(let bytes) = response { agree(on: bytes) }
        let result: Result<ATTResponse, ATTError> =
            if case .error(let opcode, let handle, let code) = response {
                .failure(.errorResponse(opcode: opcode, handle: handle, code: code))
            } else {
                .success(response)
            }
        return [.answer(answered.id, result)] + sendNext()
    }

    private mutating func arrived(_ value: ReceivedValue) -> [Action] {
        values.append(value)
        guard values.count <= ATTLimits.maximumWaitingValues else { return close(because: .overloaded) }
        return handedOver == 0 ? handOver() : []
    }

    /// Both sides use the smaller of what they take, and never less than the default (Core Vol 3 Part F 3.4.2.2).
    private mutating func agree(on peerBytes: UInt16) {
        mtu = min(ATTLimits.maximumMTU, max(ATTLimits.defaultMTU, Int(peerBytes)))
    }

    private func refuse(_ opcode: UInt8, _ code: ATTErrorCode) -> Action {
        send(.response(.error(opcode: opcode, handle: 0, code: code)))
    }

    private func send(_ pdu: ATTPDU) -> Action { .send(pdu.encoded) }
}

extension ATTResponse {
    /// True when this may be the answer to `request`.
    ///
    /// Any error is: devices are known to name the wrong request in it.
    fileprivate func answers(_ request: ATTRequest) -> Bool {
        opcode == .errorResponse || opcode.rawValue == request.opcode.rawValue + 1
    }
}

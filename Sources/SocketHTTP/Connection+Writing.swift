import EventLoops
import Foundation
import HTTPTypes

extension Connection {
    /// Bodies up to this size are copied behind the head into one buffer: cheaper than two pieces for the kernel.
    static let inlineBodyBytes = 16_384

    /// Sends a response; false when the connection cannot be used any more.
    func send(_ response: ServerResponse, to head: RequestHead, keepsAlive: Bool) async -> Bool {
        let response =
            response.mayBeCompressed ? await encoded(response, for: head.request.headerFields) : response
        let isHead = head.request.method == .head
        let hasBody = !isHead && !ResponseFraming.isBodiless(response.status)
        let framing = ResponseFraming(response, isLegacy: head.isLegacy)
        let responseHead = ResponseHead(
            status: response.status,
            fields: response.fields,
            framing: framing,
            keepsAlive: keepsAlive
        )
        guard hasBody, case .stream(let produce) = response.body else {
            let body = hasBody ? response.bodyBytes : []
            let isInline = body.count <= Connection.inlineBodyBytes
            render(responseHead, body: isInline ? body : [])
            let rest = isInline ? [] : body
            var sent = 0
            return sendAtOnce(output, rest, &sent) ? true : await transmit(output, rest, from: sent)
        }
        render(responseHead, body: [])
        guard await transmit(output) else { return false }
        return await stream(produce, isChunked: framing == .chunked)
    }

    /// Writes a head and a short body into the buffer that the connection keeps.
    private func render(_ head: ResponseHead, body: [UInt8]) {
        output.removeAll(keepingCapacity: true)
        head.append(to: &output, dateLine: worker.dateCache.current())
        output.append(contentsOf: body)
    }

    /// Hands bytes to the kernel, waiting while it takes none; false when the client is gone or too slow.
    func transmit(_ first: [UInt8], _ second: [UInt8] = [], from start: Int = 0) async -> Bool {
        var sent = start
        var pace = Pace(allowance: times.write, bytesPerSecond: times.leastBytesPerSecond)
        while true {
            let before = sent
            if sendAtOnce(first, second, &sent) { return true }
            guard !isGone else { return false }
            pace.moved(sent - before)
            waited()
            let start = ContinuousClock.now
            guard pace.left > .zero, await source.writable(within: pace.left) == .ready else {
                isGone = true
                return false
            }
            pace.waited(start.duration(to: .now))
        }
    }

    /// Hands over what the kernel takes now; true when that is all, and the client is gone where `isGone` is set.
    private func sendAtOnce(_ first: [UInt8], _ second: [UInt8], _ sent: inout Int) -> Bool {
        let total = first.count + second.count
        while sent < total {
            guard !isGone else { return false }
            let count = Connection.send(source.descriptor, first, second, from: sent)
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                source.drainedWrites()
                return false
            } else if errno != EINTR {
                isGone = true
            }
        }
        return true
    }

    /// One system call for what is left of both pieces.
    private static func send(_ descriptor: Int32, _ first: [UInt8], _ second: [UInt8], from sent: Int) -> Int {
        let flags = Int32(MSG_NOSIGNAL)
        return first.withUnsafeBytes { first in
            if second.isEmpty {
                return Foundation.send(descriptor, first.baseAddress?.advanced(by: sent), first.count - sent, flags)
            }
            return second.withUnsafeBytes { second in
                let skipped = min(sent, first.count)
                var pieces = [
                    iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress?.advanced(by: skipped)),
                        iov_len: first.count - skipped
                    ),
                    iovec(
                        iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress?.advanced(by: sent - skipped)),
                        iov_len: second.count - (sent - skipped)
                    ),
                ]
                let count = pieces.count
                return pieces.withUnsafeMutableBufferPointer { pieces in
                    var message = msghdr()
                    message.msg_iov = pieces.baseAddress
                    message.msg_iovlen = count
                    return sendmsg(descriptor, &message, flags)
                }
            }
        }
    }
}

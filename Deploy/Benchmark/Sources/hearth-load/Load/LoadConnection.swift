import Foundation

/// One keep-alive connection, with at most one request on its way.
struct LoadConnection {
    /// Room for the longest answer: a batch of 1,000 results, a trend of 90 days.
    private static let bufferBytes = 512 << 10

    let descriptor: Int32
    /// When the request on its way was sent, or was due to be.
    private(set) var sentAt: UInt64 = 0
    private(set) var isBusy = false
    private var unsent: [UInt8] = []
    private var unsentOffset = 0
    private let buffer: UnsafeMutableRawBufferPointer
    private var received = 0

    /// True while the kernel has not taken the whole request.
    var isWriting: Bool { unsentOffset < unsent.count }

    init(port: UInt16) throws(LoadError) {
        descriptor = try LoopbackSocket.connect(port: port)
        buffer = .allocate(byteCount: LoadConnection.bufferBytes, alignment: 16)
    }

    func close() {
        Foundation.close(descriptor)
        buffer.deallocate()
    }

    mutating func send(_ request: [UInt8], at time: UInt64) throws(LoadError) {
        unsent = request
        unsentOffset = 0
        sentAt = time
        isBusy = true
        try flush()
    }

    mutating func flush() throws(LoadError) {
        while isWriting {
            let count = unsent[unsentOffset...].withUnsafeBytes { bytes in
                Foundation.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EAGAIN { return }
                throw LoadError.last("send")
            }
            unsentOffset += count
        }
    }

    /// Reads what there is; hands a complete answer to `take` and is free again.
    mutating func receive(_ take: (HTTPAnswer) -> Void) throws(LoadError) {
        guard let start = buffer.baseAddress, received < buffer.count else { throw LoadError("answer too long") }
        let count = recv(descriptor, start + received, buffer.count - received, 0)
        if count < 0, errno == EAGAIN { return }
        guard count > 0 else { throw LoadError("the server closed a connection") }
        received += count
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<received])
        guard let answer = try HTTPAnswer(in: bytes) else { return }
        guard isBusy, answer.byteCount == received else { throw LoadError("an answer to no request") }
        received = 0
        isBusy = false
        take(answer)
    }
}

import HTTPTypes

/// The bytes of a response's head.
struct ResponseHead {
    let status: HTTPResponse.Status
    let fields: HTTPFields
    let framing: ResponseFraming
    let keepsAlive: Bool

    /// Appends status line and fields, up to and with the empty line.
    func append(to bytes: inout [UInt8], dateLine: [UInt8]) {
        bytes.append(contentsOf: "HTTP/1.1 ".utf8)
        ResponseHead.append(status.code, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        bytes.append(contentsOf: status.reasonPhrase.utf8)
        bytes.append(contentsOf: "\r\n".utf8)
        bytes.append(contentsOf: dateLine)
        for field in fields where !ResponseHead.isServers(field.name) {
            bytes.append(contentsOf: field.name.rawName.utf8)
            bytes.append(contentsOf: ": ".utf8)
            field.withUnsafeBytesOfValue { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: "\r\n".utf8)
        }
        switch framing {
        case .none, .untilClose: break
        case .length(let length):
            bytes.append(contentsOf: "Content-Length: ".utf8)
            ResponseHead.append(length, to: &bytes)
            bytes.append(contentsOf: "\r\n".utf8)
        case .chunked: bytes.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
        }
        bytes.append(contentsOf: keepsAlive ? "\r\n".utf8 : "Connection: close\r\n\r\n".utf8)
    }

    /// Fields that only the server knows how to write.
    private static func isServers(_ name: HTTPField.Name) -> Bool {
        switch name.canonicalName {
        case "content-length", "transfer-encoding", "connection", "date", "keep-alive": true
        default: false
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number >= 10 { append(number / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}

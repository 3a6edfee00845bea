import HTTPTypes

/// The target of a request, in origin, absolute or asterisk form (RFC 9112 section 3.2).
struct RequestTarget {
    /// Path and query, starting with a slash; `*` for the server as a whole.
    let path: String
    /// The authority of the absolute form, which then stands above Host.
    let authority: String?
    /// The scheme of the absolute form.
    let scheme: String

    private static let schemes = ["http", "https"]

    init(_ target: UnsafeRawBufferPointer, method: HTTPRequest.Method) throws(RequestRejection) {
        if target.first == UInt8(ascii: "/") {
            guard RequestTarget.isValid(target[...]) else { throw .malformedTarget }
            path = String(decoding: target, as: UTF8.self)
            authority = nil
            scheme = RequestTarget.schemes[0]
            return
        }
        if target.elementsEqual(CollectionOfOne(UInt8(ascii: "*"))), method == .options {
            path = "*"
            authority = nil
            scheme = RequestTarget.schemes[0]
            return
        }
        guard let colon = target.firstIndex(of: UInt8(ascii: ":")), target[colon...].starts(with: "://".utf8) else {
            throw .malformedTarget
        }
        scheme = String(decoding: target[..<colon], as: UTF8.self).lowercased()
        let rest = target[(colon + 3)...]
        let end = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        guard RequestTarget.schemes.contains(scheme), HostField.isValid(rest[..<end]),
            RequestTarget.isValid(rest[end...])
        else { throw .malformedTarget }
        let tail = String(decoding: rest[end...], as: UTF8.self)
        path = tail.hasPrefix("/") ? tail : "/\(tail)"
        authority = String(decoding: rest[..<end], as: UTF8.self)
    }

    /// Characters of a path and a query, and percent signs that escape something.
    private static func isValid(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == UInt8(ascii: "%") {
                guard index + 2 < bytes.endIndex, PercentEncoding.hexadecimalValue(bytes[index + 1]) != nil,
                    PercentEncoding.hexadecimalValue(bytes[index + 2]) != nil
                else { return false }
                index += 3
            } else {
                guard ByteClass.isTarget(bytes[index]) else { return false }
                index += 1
            }
        }
        return true
    }
}

@testable import ATT

/// PDUs of the attribute protocol: what is read, written again and read again is the same.
///
/// The input is a conversation: a byte with a length, then a PDU of that many bytes, and so on; a length of 255 is all
/// the rest. A client that has asked something hears them all.
enum AttributeProtocolTarget {
    static func check(_ input: [UInt8]) throws(BrokenProperty) {
        var client = ClientStateMachine()
        _ = client.submit(.exchangeMTU(UInt16(ATTLimits.maximumMTU)), id: 0)
        var rest = input[...]
        var requests: ClientStateMachine.RequestID = 0
        while let length = rest.popFirst() {
            let bytes = Array(length == .max ? rest : rest.prefix(Int(length)))
            rest = rest.dropFirst(bytes.count)
            try checkOne(bytes)
            requests += 1
            _ = client.received(bytes, at: .now)
            _ = client.submit(.read(handle: 1), id: requests)
            try hold((ATTLimits.defaultMTU...ATTLimits.maximumMTU).contains(client.mtu), "the MTU is out of its range")
        }
    }

    private static func checkOne(_ bytes: [UInt8]) throws(BrokenProperty) {
        let pdu: ATTPDU
        do throws(ATTError) {
            pdu = try ATTPDU(decoding: bytes)
        } catch {
            guard case .malformed(let opcode, let byte, _) = error else {
                throw BrokenProperty(description: "bytes are refused as something else than malformed")
            }
            try hold(opcode == bytes.first, "an error names another opcode")
            return try hold((0...bytes.count).contains(byte), "an error names a byte outside")
        }
        let encoded = pdu.encoded
        try hold((try? ATTPDU(decoding: encoded)) == pdu, "a PDU changes when it is written")
        if case .unknown = pdu { return }
        try hold(encoded.count <= bytes.count, "a PDU grows when it is written")
    }
}

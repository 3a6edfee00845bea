import ExactJSON

extension DeviceQuirk {
    /// The longest text of an entry.
    static let maximumTextBytes = 200
    /// The longest value of a characteristic (Core Vol 3 Part F 3.2.9).
    private static let maximumLength = 512
    private static let maximumParts = 100

    /// Reads an entry and lets it prove itself.
    init(reading entry: JSONReader) throws(DeviceQuirkError) {
        let quirk: DeviceQuirk
        do throws(JSONReadError) {
            quirk = try DeviceQuirk(members: entry)
        } catch {
            throw DeviceQuirkError(error)
        }
        try quirk.check()
        self = quirk
    }

    private init(members entry: JSONReader) throws(JSONReadError) {
        let text = 1...Self.maximumTextBytes
        let parts = 0...Self.maximumParts
        try entry.allowOnly(["id", "what", "manufacturer", "model", "characteristic", "when", "mend", "captures"])
        _ = try entry.required("what").string()
        let when = try entry.required("when")
        try when.allowOnly(["length", "bits"])
        let characteristic = try entry.required("characteristic")
        guard let uuid = try characteristic.uuid() else { throw characteristic.invalid("Expected a UUID, as \"2A35\"") }
        var bits: [Bits] = []
        for part in try when.required("bits").elements(count: parts) { bits.append(try Bits(reading: part)) }
        var changes: [Change] = []
        for part in try entry.required("mend").elements(count: parts) { changes.append(try Change(reading: part)) }
        var captures: [Capture] = []
        for part in try entry.required("captures").elements(count: parts) {
            captures.append(try Capture(reading: part))
        }
        self.init(
            id: try entry.required("id").string(bytes: text),
            manufacturer: NamePattern(try entry.required("manufacturer").string(bytes: text)),
            model: NamePattern(try entry.required("model").string(bytes: text)),
            characteristic: uuid,
            length: try when.required("length").integer(in: 1...Self.maximumLength),
            bits: bits,
            changes: changes,
            captures: captures
        )
    }

    /// Checks that every byte is within the length, and that each capture becomes what the entry says.
    private func check() throws(DeviceQuirkError) {
        for part in bits {
            try check(part.byte)
            guard part.value & ~part.mask == 0 else {
                throw DeviceQuirkError(.impossible, at: id, "the value of byte \(part.byte) is beyond its mask")
            }
        }
        for change in changes {
            switch change {
            case .set(let byte, _), .clear(let byte, _): try check(byte)
            case .reverse(let range): try check(range.upperBound - 1)
            }
        }
        guard !captures.isEmpty else { throw DeviceQuirkError(.unproven, at: id, "it has no capture") }
        for (index, capture) in captures.enumerated() {
            guard fits(capture.sent, of: characteristic) else {
                throw DeviceQuirkError(.unproven, at: id, "capture \(index) is not what `when` says")
            }
            let becomes = mended(capture.sent)
            guard becomes == capture.mended else {
                let text = becomes.map(Self.hexadecimal).joined()
                throw DeviceQuirkError(.unproven, at: id, "capture \(index) becomes \(text)")
            }
            guard !fits(becomes, of: characteristic) else {
                throw DeviceQuirkError(.unproven, at: id, "capture \(index) would be mended again and again")
            }
            guard isDecodable(becomes) else {
                throw DeviceQuirkError(.unproven, at: id, "capture \(index) cannot be decoded when it is mended")
            }
        }
    }

    /// Whether bytes are a value of the characteristic; those of a glucose monitor may have a checksum.
    private func isDecodable(_ bytes: [UInt8]) -> Bool {
        [nil, CGMFeature.protected].contains { feature in
            (try? MeasurementCharacteristic.decode(uuid: characteristic, bytes: bytes, feature: feature)) != nil
        }
    }

    private func check(_ byte: Int) throws(DeviceQuirkError) {
        guard byte < length else {
            throw DeviceQuirkError(.impossible, at: id, "byte \(byte) is beyond the length of \(length)")
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}

extension CGMFeature {
    /// Of a monitor whose values have checksums.
    fileprivate static let protected = CGMFeature(
        bits: 0x00_1000,
        sample: GlucoseSample(.interstitialFluid, at: .subcutaneousTissue)
    )
}

extension DeviceQuirk.Bits {
    fileprivate init(reading part: JSONReader) throws(JSONReadError) {
        try part.allowOnly(["byte", "mask", "value"])
        byte = try part.required("byte").integer(in: 0...Int(UInt16.max))
        mask = try part.required("mask").byte()
        value = try part.required("value").byte()
    }
}

extension DeviceQuirk.Change {
    fileprivate init(reading part: JSONReader) throws(JSONReadError) {
        let members = try part.members()
        guard members.count == 1, let member = members.first else { throw part.invalid("Expected one change") }
        let position = 0...Int(UInt16.max)
        switch member.name {
        case "set", "clear":
            try member.reader.allowOnly(["byte", "mask"])
            let byte = try member.reader.required("byte").integer(in: position)
            let mask = try member.reader.required("mask").byte()
            self = member.name == "set" ? .set(byte: byte, mask: mask) : .clear(byte: byte, mask: mask)
        case "reverse":
            try member.reader.allowOnly(["from", "count"])
            let start = try member.reader.required("from").integer(in: position)
            let count = try member.reader.required("count").integer(in: 2...Int(UInt16.max))
            self = .reverse(start..<start + count)
        default: throw part.invalid("Expected set, clear or reverse")
        }
    }
}

extension DeviceQuirk.Capture {
    fileprivate init(reading part: JSONReader) throws(JSONReadError) {
        try part.allowOnly(["sent", "mended", "source"])
        _ = try part.required("source").string(bytes: 1...DeviceQuirk.maximumTextBytes)
        sent = try part.required("sent").bytes()
        mended = try part.required("mended").bytes()
    }
}

extension JSONReader {
    /// A 16-bit UUID in four hexadecimal digits; nil when it is none.
    func uuid() throws(JSONReadError) -> UInt16? {
        let text = try string()
        return text.utf8.count == 4 && text.allSatisfy(\.isHexDigit) ? UInt16(text, radix: 16) : nil
    }

    /// Bytes in hexadecimal digits.
    fileprivate func bytes() throws(JSONReadError) -> [UInt8] {
        let text = try string()
        let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else {
            throw invalid("Expected bytes in hexadecimal")
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// One byte in two hexadecimal digits.
    fileprivate func byte() throws(JSONReadError) -> UInt8 {
        let bytes = try bytes()
        guard let byte = bytes.first, bytes.count == 1 else { throw invalid("Expected one byte in hexadecimal") }
        return byte
    }
}

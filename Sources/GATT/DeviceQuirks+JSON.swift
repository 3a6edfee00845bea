import Foundation

extension DeviceQuirks {
    /// Reads a file of quirks; each must prove itself with at least one capture.
    ///
    /// - Parameter json: The bytes of the file, as `Resources/quirks.json`.
    /// - Throws: What is wrong, and with which key or quirk.
    public init(json: [UInt8]) throws(DeviceQuirkError) {
        let file: QuirkFile
        do {
            file = try JSONDecoder().decode(QuirkFile.self, from: Data(json))
        } catch let error as DecodingError {
            throw DeviceQuirkError(.malformed, at: error.place)
        } catch {
            throw DeviceQuirkError(.malformed, at: "the file")
        }
        var all: [DeviceQuirk] = []
        for entry in file.quirks { all.append(try entry.quirk()) }
        self.init(all: all)
    }
}

/// The form of the file.
private struct QuirkFile: Decodable {
    struct Entry: Decodable {
        struct When: Decodable {
            let length: Int
            let bits: [Bits]
        }

        struct Bits: Decodable {
            let byte: Int
            let mask: String
            let value: String
        }

        struct Mask: Decodable {
            let byte: Int
            let mask: String
        }

        struct Span: Decodable {
            let from: Int
            let count: Int
        }

        struct Change: Decodable {
            let set: Mask?
            let clear: Mask?
            let reverse: Span?
        }

        struct Capture: Decodable {
            let sent: String
            let mended: String
            let source: String
        }

        let id: String
        let what: String
        let manufacturer: String
        let model: String
        let characteristic: String
        let when: When
        let mend: [Change]
        let captures: [Capture]
    }

    let quirks: [Entry]
}

extension QuirkFile.Entry {
    func quirk() throws(DeviceQuirkError) -> DeviceQuirk {
        guard let uuid = UInt16(characteristic, radix: 16) else { throw DeviceQuirkError(.malformed, at: id) }
        var bits: [DeviceQuirk.Bits] = []
        for part in when.bits {
            let (mask, value) = (try byte(part.mask), try byte(part.value))
            guard 0..<when.length ~= part.byte, value & ~mask == 0 else { throw DeviceQuirkError(.impossible, at: id) }
            bits.append(DeviceQuirk.Bits(byte: part.byte, mask: mask, value: value))
        }
        var changes: [DeviceQuirk.Change] = []
        for change in mend { changes.append(try self.change(change)) }
        var captures: [DeviceQuirk.Capture] = []
        for capture in self.captures {
            captures.append(DeviceQuirk.Capture(sent: try bytes(capture.sent), mended: try bytes(capture.mended)))
        }
        let quirk = DeviceQuirk(
            id: id,
            manufacturer: NamePattern(manufacturer),
            model: NamePattern(model),
            characteristic: uuid,
            length: when.length,
            bits: bits,
            changes: changes,
            captures: captures
        )
        guard !captures.isEmpty, captures.allSatisfy(quirk.isProven) else { throw DeviceQuirkError(.unproven, at: id) }
        return quirk
    }

    private func change(_ change: Change) throws(DeviceQuirkError) -> DeviceQuirk.Change {
        switch (change.set, change.clear, change.reverse) {
        case (let mask?, nil, nil) where 0..<when.length ~= mask.byte:
            return .set(byte: mask.byte, mask: try byte(mask.mask))
        case (nil, let mask?, nil) where 0..<when.length ~= mask.byte:
            return .clear(byte: mask.byte, mask: try byte(mask.mask))
        case (nil, nil, let span?) where span.from >= 0 && 2...when.length ~= span.count:
            guard span.from <= when.length - span.count else { throw DeviceQuirkError(.impossible, at: id) }
            return .reverse(span.from..<span.from + span.count)
        default:
            throw DeviceQuirkError(.impossible, at: id)
        }
    }

    private func byte(_ text: String) throws(DeviceQuirkError) -> UInt8 {
        let bytes = try bytes(text)
        guard bytes.count == 1 else { throw DeviceQuirkError(.malformed, at: id) }
        return bytes[0]
    }

    private func bytes(_ text: String) throws(DeviceQuirkError) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else {
            throw DeviceQuirkError(.malformed, at: id)
        }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension DeviceQuirk {
    /// Whether a capture fits the condition and becomes what the file says.
    fileprivate func isProven(by capture: Capture) -> Bool {
        let fits =
            capture.sent.count == length && bits.allSatisfy { capture.sent[$0.byte] & $0.mask == $0.value }
        return fits && mended(capture.sent) == capture.mended
    }
}

extension DecodingError {
    /// The key at which the file is wrong.
    fileprivate var place: String {
        let (context, missing): (Context, (any CodingKey)?) =
            switch self {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
                (context, nil)
            case .keyNotFound(let key, let context): (context, key)
            @unknown default: (Context(codingPath: [], debugDescription: ""), nil)
            }
        let path = context.codingPath + (missing.map { [$0] } ?? [])
        return path.isEmpty ? "the file" : path.map(\.stringValue).joined(separator: ".")
    }
}

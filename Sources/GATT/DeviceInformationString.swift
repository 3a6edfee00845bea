/// A text of the Device Information service: 0x2A24 to 0x2A29, and the device's name, 0x2A00.
///
/// The model number, serial number, the three revisions and the name of the manufacturer all have
/// the same form: UTF-8 to the end of the value (Device Information Service 1.1, 3). Many devices
/// fill a fixed buffer, so NUL bytes at the end are not part of the text.
public struct DeviceInformationString: Hashable, Sendable {
    /// The characteristics that have this form.
    public static let uuids: [CharacteristicUUID] = [
        .deviceName, .modelNumber, .serialNumber, .firmwareRevision, .hardwareRevision, .softwareRevision,
        .manufacturerName,
    ]

    /// The text without padding.
    public let text: String

    /// Describes a text, as a simulated device does.
    ///
    /// - Parameter text: The text.
    public init(_ text: String) {
        self.text = text
    }

    /// Reads the text from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: `GATTError.Code.outOfRange` at the first byte that is not UTF-8.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        let padding = bytes.reversed().prefix { $0 == 0 }.count
        let unpadded = bytes.dropLast(padding)
        guard let text = String(validating: unpadded, as: UTF8.self) else {
            throw GATTError(.outOfRange, at: Self.validPrefixLength(of: unpadded), expected: "UTF-8 text")
        }
        self.text = text
    }

    /// Writes the text as a device would send it.
    ///
    /// - Returns: The bytes of the text, without padding.
    public func encoded() -> [UInt8] {
        Array(text.utf8)
    }

    private static func validPrefixLength(of bytes: some Sequence<UInt8>) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var length = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { length += scalar.count }
        return length
    }
}

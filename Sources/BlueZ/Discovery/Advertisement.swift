import ATT

/// What a device says of itself to everybody: its name and its services.
public struct Advertisement: Hashable, Sendable {
    /// The most services that are kept of a device, which may announce others each time: several times those of a
    /// device that measures.
    static let maximumServices = 64

    /// The services that it announces.
    public var services: Set<BluetoothUUID>
    /// Its name; nil when it says none.
    public var name: String?

    /// Makes an advertisement.
    public init(services: Set<BluetoothUUID> = [], name: String? = nil) {
        self.services = services
        self.name = name
    }

    /// Reads a list of structures: length u8, type u8, value (CSS Part A 1).
    ///
    /// Anybody can send one, so what is broken ends the reading and what came before it counts.
    init(decoding bytes: [UInt8]) {
        self.init()
        var rest = bytes[...]
        while let length = rest.popFirst(), length > 0, Int(length) <= rest.count {
            let structure = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            take(type: structure[structure.startIndex], value: structure.dropFirst())
        }
    }

    /// What is learned from another packet of the same device.
    ///
    /// A device may put its name into the answer to a scan only.
    public mutating func merge(_ other: Advertisement) {
        for service in other.services { keep(service) }
        name = other.name ?? name
    }

    private mutating func take(type: UInt8, value: ArraySlice<UInt8>) {
        switch type {
        // Incomplete and complete lists of 16-bit UUIDs, then of 128-bit ones.
        case 0x02, 0x03: takeServices(value, width: 2)
        case 0x06, 0x07: takeServices(value, width: 16)
        // Shortened and complete name.
        case 0x08 where name == nil, 0x09: name = Self.printable(value)
        // Service data is sent by devices that have no room for a list.
        case 0x16 where value.count >= 2: takeServices(value.prefix(2), width: 2)
        default: break
        }
    }

    private mutating func keep(_ service: BluetoothUUID) {
        if services.count < Self.maximumServices { services.insert(service) }
    }

    private mutating func takeServices(_ value: ArraySlice<UInt8>, width: Int) {
        for start in stride(from: value.startIndex, through: value.endIndex - width, by: width) {
            if let uuid = BluetoothUUID(littleEndian: value[start..<start + width]) { keep(uuid) }
        }
    }

    /// A name is shown at a terminal: control characters of a stranger do not get there.
    private static func printable(_ bytes: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        let shown = text.unicodeScalars.filter { $0.properties.generalCategory.isShown }
        return shown.isEmpty ? nil : String(String.UnicodeScalarView(shown))
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isShown: Bool {
        switch self {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}

/// Something that takes bytes of strangers, by its name on the command line; its corpus is the folder of that name.
enum FuzzTarget: String, CaseIterable, Sendable {
    case attributeProtocol = "attribute-protocol"
    case bluetoothManagement = "bluetooth-management"
    case characteristics
    case gzipBodies = "gzip-bodies"
    case httpRequests = "http-requests"
    case readings

    /// Reads the bytes and checks what must hold for any; not to crash is the least of it.
    ///
    /// - Throws: `BrokenProperty` for what does not hold.
    func check(_ input: [UInt8]) throws(BrokenProperty) {
        switch self {
        case .attributeProtocol: try AttributeProtocolTarget.check(input)
        case .bluetoothManagement: try BluetoothManagementTarget.check(input)
        case .characteristics: try CharacteristicsTarget.check(input)
        case .gzipBodies: try GzipBodiesTarget.check(input)
        case .httpRequests: try HTTPRequestsTarget.check(input)
        case .readings: try ReadingsTarget.check(input)
        }
    }
}

/// Discover All Characteristics of a Service (Core Vol 3 Part G 4.6.1).
///
/// The value of a declaration: properties (1), value handle (2), UUID (2 or 16).
struct CharacteristicDiscovery: Discovery {
    private(set) var found: [GATTCharacteristic] = []
    private var walk: HandleWalk
    private let lastHandle: UInt16

    init(service: GATTService) {
        walk = HandleWalk(HandleRange(first: service.firstHandle, last: service.lastHandle))
        lastHandle = service.lastHandle
    }

    var request: ATTRequest? { walk.rest.map { .readByType($0, type: .characteristicDeclaration) } }

    mutating func accept(_ response: ATTResponse) throws(ATTError) {
        guard case .readByType(let declarations) = response else {
            throw .unexpectedResponse(opcode: response.opcode.rawValue)
        }
        for declaration in declarations { try accept(declaration) }
        try checkCount()
    }

    private mutating func accept(_ declaration: AttributeData) throws(ATTError) {
        let value = declaration.value
        guard value.count > 3, let uuid = BluetoothUUID(littleEndian: value[3...]) else {
            throw .inconsistentDiscovery(handle: declaration.handle)
        }
        let valueHandle = UInt16(value[1]) | UInt16(value[2]) << 8
        guard valueHandle > declaration.handle else { throw .inconsistentDiscovery(handle: declaration.handle) }
        try walk.advance(past: HandleRange(first: declaration.handle, last: valueHandle))
        if let previous = found.indices.last { found[previous].lastHandle = declaration.handle - 1 }
        found.append(
            GATTCharacteristic(
                uuid: uuid,
                properties: CharacteristicProperties(rawValue: value[0]),
                valueHandle: valueHandle,
                lastHandle: lastHandle
            )
        )
    }
}

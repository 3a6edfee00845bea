/// Discover All Characteristic Descriptors (Core Vol 3 Part G 4.7.1).
struct DescriptorDiscovery: Discovery {
    private(set) var found: [GATTDescriptor] = []
    private var walk: HandleWalk

    init(characteristic: GATTCharacteristic) {
        let (value, last) = (characteristic.valueHandle, characteristic.lastHandle)
        walk = HandleWalk(HandleRange(first: value < last ? value + 1 : 0, last: last))
    }

    var request: ATTRequest? { walk.rest.map { .findInformation($0) } }

    mutating func accept(_ response: ATTResponse) throws(ATTError) {
        guard case .findInformation(let entries) = response else {
            throw .unexpectedResponse(opcode: response.opcode.rawValue)
        }
        for entry in entries {
            try walk.advance(past: HandleRange(first: entry.handle, last: entry.handle))
            found.append(GATTDescriptor(uuid: entry.type, handle: entry.handle))
        }
        try checkCount()
    }
}

/// Discover All Primary Services (Core Vol 3 Part G 4.4.1).
struct ServiceDiscovery: Discovery {
    private(set) var found: [GATTService] = []
    private var walk = HandleWalk(HandleRange(first: 1, last: .max))

    var request: ATTRequest? { walk.rest.map { .readByGroupType($0, type: .primaryService) } }

    mutating func accept(_ response: ATTResponse) throws(ATTError) {
        guard case .readByGroupType(let groups) = response else {
            throw .unexpectedResponse(opcode: response.opcode.rawValue)
        }
        for group in groups {
            try walk.advance(past: group.handles)
            guard let uuid = BluetoothUUID(littleEndian: group.value) else {
                throw .inconsistentDiscovery(handle: group.handles.first)
            }
            found.append(
                GATTService(uuid: uuid, firstHandle: group.handles.first, lastHandle: group.handles.last)
            )
        }
        try checkCount()
    }
}

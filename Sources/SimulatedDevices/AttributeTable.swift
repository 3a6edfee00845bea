import ATT

/// What a simulated device offers, with handles from 1 in the order of the services.
public struct AttributeTable: Sendable {
    private(set) var attributes: [SimulatedAttribute] = []

    /// Lays out the services: a declaration each, then for every characteristic its declaration, its value and, where
    /// it indicates or notifies, its configuration descriptor.
    public init(_ services: [SimulatedService]) {
        for service in services {
            let declaration = attributes.count
            append(.primaryService, .declaration(service.uuid.littleEndian))
            for characteristic in service.characteristics { append(characteristic) }
            attributes[declaration].lastHandle = UInt16(attributes.count)
        }
    }

    /// The handle of the first characteristic with this UUID, or nil.
    public func valueHandle(of uuid: BluetoothUUID) -> UInt16? {
        attributes.first { attribute in
            if case .value = attribute.content { attribute.type == uuid } else { false }
        }?.handle
    }

    func attribute(at handle: UInt16) -> SimulatedAttribute? {
        attributes.indices.contains(Int(handle) - 1) ? attributes[Int(handle) - 1] : nil
    }

    func attributes(in range: HandleRange) -> [SimulatedAttribute] {
        attributes.filter { range.contains($0.handle) }
    }

    private mutating func append(_ characteristic: SimulatedCharacteristic) {
        let valueHandle = UInt16(attributes.count + 2)
        let position = [UInt8(truncatingIfNeeded: valueHandle), UInt8(valueHandle >> 8)]
        append(
            .characteristicDeclaration,
            .declaration([characteristic.properties.rawValue] + position + characteristic.uuid.littleEndian)
        )
        append(characteristic.uuid, .value(characteristic))
        if !characteristic.properties.isDisjoint(with: [.indicate, .notify]) {
            append(
                .clientConfiguration,
                .configuration(valueHandle: valueHandle, characteristic.properties)
            )
        }
    }

    private mutating func append(_ type: BluetoothUUID, _ content: SimulatedAttribute.Content) {
        let handle = UInt16(attributes.count + 1)
        attributes.append(SimulatedAttribute(handle: handle, type: type, content: content, lastHandle: handle))
    }
}

import ATT

/// One row of the attribute table.
struct SimulatedAttribute: Sendable {
    enum Content: Sendable {
        /// A declaration, which everybody can read.
        case declaration([UInt8])
        /// The value of a characteristic.
        case value(SimulatedCharacteristic)
        /// The configuration descriptor of the characteristic whose value is at the handle.
        case configuration(valueHandle: UInt16, CharacteristicProperties)
    }

    var handle: UInt16
    var type: BluetoothUUID
    var content: Content
    /// The last handle of the service that a declaration begins, else the attribute's own.
    var lastHandle: UInt16
}

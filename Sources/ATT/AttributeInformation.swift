/// One entry of a Find Information Response: an attribute and its type.
public struct AttributeInformation: Hashable, Sendable {
    /// The attribute.
    public var handle: UInt16
    /// Its type.
    public var type: BluetoothUUID

    /// Makes an entry.
    public init(handle: UInt16, type: BluetoothUUID) {
        self.handle = handle
        self.type = type
    }
}

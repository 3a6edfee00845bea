/// One entry of a Read By Group Type Response: a group of attributes (a service) and the value that declares it.
public struct AttributeGroup: Hashable, Sendable {
    /// The declaration and the last attribute of the group.
    public var handles: HandleRange
    /// The declaration's value: the UUID of a service, little-endian.
    public var value: [UInt8]

    /// Makes an entry.
    public init(handles: HandleRange, value: [UInt8]) {
        self.handles = handles
        self.value = value
    }
}

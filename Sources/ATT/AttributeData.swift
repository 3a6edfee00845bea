/// One entry of a Read By Type Response: an attribute and its value.
public struct AttributeData: Hashable, Sendable {
    /// The attribute.
    public var handle: UInt16
    /// Its value, perhaps cut to what fits into the response.
    public var value: [UInt8]

    /// Makes an entry.
    public init(handle: UInt16, value: [UInt8]) {
        self.handle = handle
        self.value = value
    }
}

/// A part of a device's attribute table that is no longer what it was, 0x2A05 (Core Specification, Vol 3, Part G, 7.1).
///
/// ```
///  0              2            4
/// +--------------+------------+
/// | first handle | last handle|   u16, u16
/// +--------------+------------+
/// ```
public struct ServiceChanged: CharacteristicValue {
    /// 0x2A05.
    public static let uuid = CharacteristicUUID.serviceChanged

    /// The handles that must be discovered again.
    public let handles: ClosedRange<UInt16>

    /// Describes a change, as a simulated device does.
    ///
    /// - Parameter handles: The handles that must be discovered again.
    public init(handles: ClosedRange<UInt16>) {
        self.handles = handles
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte; a last handle before the first is out of range.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let first = try reader.uint16("first handle")
        let last = try reader.uint16("last handle")
        guard first <= last else { throw GATTError(.outOfRange, at: 2, expected: "last handle, not before the first") }
        handles = first...last
        try reader.finish()
    }

    /// Writes the value as a device would indicate it.
    ///
    /// - Returns: Four bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint16(handles.lowerBound)
        writer.uint16(handles.upperBound)
        return writer.bytes
    }
}

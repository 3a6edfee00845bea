import Vitals

extension DeviceTimestamp {
    /// Reads a Date Time that stands alone, 0x2A08.
    ///
    /// - Parameter bytes: All the bytes of the value, seven.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        self = try reader.dateTime("date time")
        try reader.finish()
    }

    /// Writes a Date Time that stands alone, 0x2A08.
    ///
    /// - Returns: Seven bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.dateTime(self)
        return writer.bytes
    }
}

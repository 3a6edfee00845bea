import Vitals

extension ByteWriter {
    /// Writes a local date and time without a zone, seven bytes (GATT Specification Supplement, Date Time).
    ///
    /// - Parameter timestamp: The time; its parts always fit their fields.
    public mutating func dateTime(_ timestamp: DeviceTimestamp) {
        uint16(UInt16(timestamp.year))
        uint8(UInt8(timestamp.month))
        uint8(UInt8(timestamp.day))
        uint8(UInt8(timestamp.hour))
        uint8(UInt8(timestamp.minute))
        uint8(UInt8(timestamp.second))
    }
}

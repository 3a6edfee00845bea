extension RecordPosition {
    /// The records that a notified or indicated value holds, in their order.
    ///
    /// - Parameters:
    ///   - bytes: The value as the device sent it.
    ///   - uuid: The characteristic that it is a value of.
    ///   - session: What tells a memory that is counted from the start of a session from that of the next session: the
    ///     bytes of the start (0x2AAA). Two sessions have the same numbers, and may well have the same values.
    /// - Returns: One for each record; nil stands for one without a number, or whose number cannot be read.
    public static func records(
        in bytes: [UInt8],
        of uuid: CharacteristicUUID,
        session: [UInt8] = []
    ) -> [RecordPosition?] {
        switch uuid {
        case .glucoseMeasurement:
            // Behind the flags; read apart from the rest, so that a value that cannot be decoded still has its place.
            guard bytes.count >= 3 else { return [nil] }
            return [RecordPosition(sequenceNumber: UInt16(bytes[1]) | UInt16(bytes[2]) << 8, bytes: bytes)]
        case .cgmMeasurement:
            guard let value = try? CGMMeasurement(decoding: bytes) else { return [nil] }
            return zip(value.records, value.bytesOfRecords).map { record, bytes in
                RecordPosition(sequenceNumber: record.timeOffsetMinutes, bytes: session + bytes)
            }
        default:
            return [nil]
        }
    }
}

import Vitals

extension ByteReader {
    /// Reads a local date and time without a zone, seven bytes (GATT Specification Supplement, Date Time).
    ///
    /// ```
    ///  0          2       3     4       5         6         7
    /// +----------+-------+-----+-------+---------+---------+
    /// | year u16 | month | day | hours | minutes | seconds |   year, month and day 0: unknown
    /// +----------+-------+-----+-------+---------+---------+
    /// ```
    /// A time that no clock shows is an error and not "unknown": it means that the fields are
    /// misread or the device is broken, and then nothing around it can be trusted either.
    ///
    /// - Parameter field: The name of the field, for the error.
    /// - Returns: The time as the device gave it.
    /// - Throws: `GATTError.Code.truncated` at the first missing byte, `GATTError.Code.outOfRange` at
    ///   the first byte of a part that is out of its range; at the day, when its month has no such day.
    public mutating func dateTime(_ field: String) throws(GATTError) -> DeviceTimestamp {
        let start = offset
        let year = try uint16("\(field): year")
        guard year == 0 || Self.years ~= year else {
            throw GATTError(.outOfRange, at: start, expected: "\(field): year (0 or 1582...9999)")
        }
        let month = try uint8("\(field): month", in: 0...12)
        let dayOffset = offset
        let day = try uint8("\(field): day", in: 0...31)
        let hours = try uint8("\(field): hours", in: 0...23)
        let minutes = try uint8("\(field): minutes", in: 0...59)
        let seconds = try uint8("\(field): seconds", in: 0...59)
        guard
            let timestamp = DeviceTimestamp(
                year: Int(year),
                month: Int(month),
                day: Int(day),
                hour: Int(hours),
                minute: Int(minutes),
                second: Int(seconds)
            )
        else {
            throw GATTError(.outOfRange, at: dayOffset, expected: "\(field): a day of the month")
        }
        return timestamp
    }

    /// From the first year of the Gregorian calendar to the last of four digits, as the specification has it.
    private static let years: ClosedRange<UInt16> = 1582...9999
}

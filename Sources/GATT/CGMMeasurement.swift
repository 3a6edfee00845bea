import Vitals

/// Glucose concentrations of a continuous monitor, 0x2AA7: one or more records, one behind the other (GATT
/// Specification Supplement, CGM Measurement; Continuous Glucose Monitoring Service 1.0.2, 3.1).
public struct CGMMeasurement: CharacteristicValue {
    /// 0x2AA7.
    public static let uuid = CharacteristicUUID.cgmMeasurement

    /// A record without any optional field.
    static let smallestRecord = 6

    /// The records in the order in which they were sent; at least one.
    public let records: [CGMRecord]
    /// The bytes of each record; none when a record that is described here cannot be written.
    let bytesOfRecords: [[UInt8]]

    /// Describes a notification, as a simulated device does.
    ///
    /// - Parameter records: The records, at least one.
    public init(records: [CGMRecord]) {
        self.records = records
        bytesOfRecords = records.compactMap { try? $0.encoded() }
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte. One record that is wrong makes the notification wrong: where the next
    ///   one begins is then not to be trusted.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var records: [CGMRecord] = []
        var bytesOfRecords: [[UInt8]] = []
        var start = 0
        repeat {
            let size = try Self.size(of: bytes, at: start)
            let record = Array(bytes[start..<start + size])
            do throws(GATTError) {
                records.append(try CGMRecord(decoding: record))
            } catch {
                throw error.shifted(by: start)
            }
            bytesOfRecords.append(record)
            start += size
        } while start < bytes.count
        self.records = records
        self.bytesOfRecords = bytesOfRecords
    }

    /// Reads the value from the bytes of a notification of a device that is known.
    ///
    /// - Parameters:
    ///   - bytes: All the bytes of the value.
    ///   - feature: What the device can do; when it protects its values, a record without a checksum is none of its
    ///     own. Nil when that is not known.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8], from feature: CGMFeature?) throws(GATTError) {
        try self.init(decoding: bytes)
        guard let feature, feature.isProtected, let index = records.firstIndex(where: { !$0.isProtected }) else {
            return
        }
        let end = bytesOfRecords[...index].reduce(0) { $0 + $1.count }
        throw GATTError(.checksumMismatch, at: end, expected: "E2E-CRC")
    }

    /// Writes the value as a monitor would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when there is no record, or a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        guard !records.isEmpty else { throw GATTError(.notEncodable, at: 0, expected: "a record") }
        var bytes: [UInt8] = []
        for record in records { bytes += try record.encoded() }
        return bytes
    }

    /// The concentrations without their times: how long after the start of a session that is not known here.
    public var measurements: [DecodedMeasurement] { measurements(since: nil) }

    /// The concentration of each record.
    ///
    /// A record has no time but its distance from the start of the session. Where that is not known, neither is the
    /// date, and the server keeps the measurement for a person to look at; nothing is guessed.
    ///
    /// - Parameter session: When the session began, as the device says (0x2AAA).
    /// - Returns: One measurement for each record.
    public func measurements(since session: CGMSessionStartTime?) -> [DecodedMeasurement] {
        records.enumerated().map { index, record in
            let time = session?.dateTime.adding(minutes: Int(record.timeOffsetMinutes))
            return DecodedMeasurement(
                .interstitialGlucose(record.concentration, unit: .milligramsPerDecilitre),
                deviceTime: time ?? Self.unknownTime,
                // Without the session the distance from its start names no record: the next session has it, too.
                sequenceNumber: time == nil ? nil : UInt32(record.timeOffsetMinutes),
                flags: record.status?.flags ?? [],
                recordBytes: bytesOfRecords.indices.contains(index) ? bytesOfRecords[index] : nil
            )
        }
    }

    /// Two values are the same when their records are; the same records may be written in more than one way.
    public static func == (left: CGMMeasurement, right: CGMMeasurement) -> Bool { left.records == right.records }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) { hasher.combine(records) }

    private static let unknownTime = DeviceTimestamp(year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0)

    private static func size(of bytes: [UInt8], at start: Int) throws(GATTError) -> Int {
        guard start < bytes.count else { throw GATTError(.truncated, at: start, expected: "size (1 byte)") }
        let size = Int(bytes[start])
        guard size >= smallestRecord else {
            throw GATTError(.outOfRange, at: start, expected: "size (\(smallestRecord)...255)")
        }
        guard bytes.count - start >= size else {
            throw GATTError(.truncated, at: bytes.count, expected: "a record (\(size) bytes from byte \(start))")
        }
        return size
    }
}

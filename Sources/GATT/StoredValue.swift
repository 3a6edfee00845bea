import Vitals

/// The bytes of one stored measurement with what is known of them besides, to be decoded once more.
public struct StoredValue: Hashable, Sendable {
    /// Why bytes that are stored do not say again what was measured.
    public enum Obstacle: String, Error, Hashable, Sendable, CaseIterable {
        /// The decoder refuses the bytes.
        case undecodable
        /// The bytes have no measurement of the stored kind.
        case kindMissing = "kind-missing"
        /// The bytes have several measurements of the stored kind.
        case severalOfKind = "several-of-the-kind"
        /// A quirk changes such bytes of a certain model, and it is not known which model sent them.
        case modelUnknown = "model-unknown"
        /// The bytes were mended by a quirk that is not among those that are known here.
        case quirkUnknown = "quirk-unknown"
    }

    /// The 16-bit UUID of the characteristic.
    public let characteristic: UInt16
    /// The bytes that are stored with the measurement.
    public let bytes: [UInt8]
    /// What the measurement is of.
    public let kind: ReadingKind
    /// The device's time that is stored with it.
    public let deviceTime: DeviceTimestamp?
    /// What is known of the device.
    public let device: DeviceModel
    /// Whether the bytes were mended when the measurement was made of them.
    public let isMended: Bool

    /// Describes a stored measurement.
    public init(
        characteristic: UInt16,
        bytes: [UInt8],
        kind: ReadingKind,
        deviceTime: DeviceTimestamp?,
        device: DeviceModel,
        isMended: Bool
    ) {
        self.characteristic = characteristic
        self.bytes = bytes
        self.kind = kind
        self.deviceTime = deviceTime
        self.device = device
        self.isMended = isMended
    }

    /// Decodes the bytes, where a quirk of the device is known those that it mends.
    ///
    /// - Parameter quirks: The quirks of devices.
    /// - Returns: The measurement of the stored kind, flagged as mended where it was, and the quirk that changed the
    ///   bytes.
    /// - Throws: Why there is none.
    public func decoded(
        with quirks: DeviceQuirks
    ) throws(Obstacle) -> (measurement: DecodedMeasurement, quirk: DeviceQuirk?) {
        let (first, second) = parts
        let (mended, quirk) = quirks.mend(first, of: characteristic, by: device)
        guard quirk != nil || !quirks.mayConcern(first, of: characteristic, by: device) else { throw .modelUnknown }
        guard quirk != nil || !isMended else { throw .quirkUnknown }
        let found = try measurements(mended, second).filter { $0.measurement.kind == kind }
        guard var measurement = found.first else { throw .kindMissing }
        guard found.count == 1 else { throw .severalOfKind }
        if quirk != nil { measurement.flags.append(.mended) }
        return (measurement, quirk)
    }

    /// The value, and the one that belongs to it and came apart: it is stored behind, and each says itself where it
    /// ends.
    private var parts: (first: [UInt8], second: [UInt8]?) {
        switch CharacteristicUUID(rawValue: characteristic) {
        case .glucoseMeasurement, .bodyCompositionMeasurement: break
        default: return (bytes, nil)
        }
        do throws(GATTError) {
            _ = try MeasurementCharacteristic.decode(uuid: characteristic, bytes: bytes)
            return (bytes, nil)
        } catch {
            guard error.code == .trailingBytes else { return (bytes, nil) }
            return (Array(bytes[..<error.offset]), Array(bytes[error.offset...]))
        }
    }

    private func measurements(_ first: [UInt8], _ second: [UInt8]?) throws(Obstacle) -> [DecodedMeasurement] {
        do throws(GATTError) {
            let value = try MeasurementCharacteristic.decode(uuid: characteristic, bytes: first)
            guard let second else { return value.measurements(since: session(of: value)) }
            switch value {
            case .glucose(let measurement):
                let context = try GlucoseMeasurementContext(decoding: second)
                guard context.sequenceNumber == measurement.sequenceNumber else { break }
                return measurement.measurements(in: context)
            case .bodyComposition(let packet):
                guard let whole = packet.joined(with: try BodyCompositionMeasurement(decoding: second)) else { break }
                return whole.measurements
            default: break
            }
        } catch {
            throw .undecodable
        }
        throw .undecodable
    }

    /// When the session of a glucose monitor began: only the stored time of a record still knows.
    private func session(of value: MeasurementCharacteristic) -> CGMSessionStartTime? {
        guard case .cgm(let measurement) = value, let record = measurement.records.first else { return nil }
        return deviceTime?.adding(minutes: -Int(record.timeOffsetMinutes)).map { CGMSessionStartTime(dateTime: $0) }
    }
}

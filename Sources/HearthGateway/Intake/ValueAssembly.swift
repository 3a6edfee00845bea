import GATT
import Spool
import Vitals

/// Puts stored values together that make one measurement: a glucose record and its context, the two packets of a scale.
///
/// It is a function of what is on disk, so that a gateway that was killed between two halves goes on with them.
struct ValueAssembly {
    /// Values that make one measurement; the first of them gives it its identity and its time.
    struct Group {
        var parts: [StoredIndication]
        /// Which of them is the other half; nil when there is none.
        var second: StoredIndication? = nil
        var measurements: [DecodedMeasurement]
    }

    /// How long after the start of the gateway the halves wait that an earlier run has left: a device repeats what was
    /// not confirmed, and a meter the last record, as soon as it is connected again.
    static let waitAfterStartMilliseconds: Int64 = 60_000
    /// The most values that are put together at once: many times those that a joiner lets wait.
    static let valueLimit = 256

    /// The values that are whole.
    private(set) var groups: [Group] = []
    /// Those that cannot be decoded.
    private(set) var undecodable: [(stored: StoredIndication, error: GATTError)] = []
    /// Contexts of no record that waits for one.
    private(set) var orphans: [StoredIndication] = []

    private var glucose = GlucoseRecordJoiner()
    private var composition = BodyCompositionJoiner()
    private var stored: [Int64: StoredIndication] = [:]
    /// Records that came again while the first copy waited, by the number of that.
    private var repeats: [Int64: [StoredIndication]] = [:]
    private var waiting: [[UInt8]: Int64] = [:]

    /// The characteristics among whose values those of this one have their other half; nil when its values are whole.
    static func characteristics(with characteristic: UInt16) -> Set<UInt16>? {
        switch CharacteristicUUID(rawValue: characteristic) {
        case .glucoseMeasurement, .glucoseMeasurementContext:
            [CharacteristicUUID.glucoseMeasurement.rawValue, CharacteristicUUID.glucoseMeasurementContext.rawValue]
        case .bodyCompositionMeasurement: [characteristic]
        default: nil
        }
    }

    /// Decides.
    ///
    /// - Parameters:
    ///   - values: What waits of one device, in the order of its arrival.
    ///   - decoder: Reads it.
    ///   - now: The time.
    ///   - start: When this run of the gateway began.
    ///   - isOver: Whether the device has sent all that it had.
    init(
        _ values: [StoredIndication],
        decoder: IndicationDecoder,
        now: Instant,
        start: Instant,
        isOver: Bool
    ) {
        // A clock that was set back must not hold a value for ever.
        let isBack = values.contains {
            $0.indication.receivedAt.milliseconds(since: now) > Self.waitAfterStartMilliseconds
        }
        let isEarly = now.milliseconds(since: start) < Self.waitAfterStartMilliseconds
        for value in values {
            stored[value.id] = value
            let received = value.indication.receivedAt
            do throws(GATTError) {
                accept(try decoder.value(of: value.indication), value, at: isEarly && received < start ? now : received)
            } catch {
                undecodable.append((value, error))
            }
        }
        if isOver || isBack {
            take(glucose.finish())
            take(composition.finish())
        } else {
            take(glucose.expire(at: now))
            take(composition.expire(at: now))
        }
    }

    private mutating func accept(_ value: MeasurementCharacteristic, _ source: StoredIndication, at time: Instant) {
        switch value {
        case .glucose(let measurement):
            // A transfer that was taken up again begins with the last record of the one before.
            if let first = waiting[source.indication.bytes] { return repeats[first, default: []].append(source) }
            waiting[source.indication.bytes] = source.id
            take(glucose.accept(measurement, from: source.id, at: time))
        case .glucoseContext(let context):
            let (records, isOrphan) = glucose.accept(context, from: source.id, at: time)
            take(records)
            if isOrphan { orphans.append(source) }
        case .bodyComposition(let measurement):
            take(composition.accept(measurement, from: source.id, at: time))
        default:
            groups.append(Group(parts: [source], measurements: value.measurements))
        }
    }

    private mutating func take(_ records: [GlucoseRecord]) {
        for record in records {
            var group = group(of: record.sources, record.measurements)
            if let first = group.parts.first {
                waiting[first.indication.bytes] = nil
                group.parts += repeats.removeValue(forKey: first.id) ?? []
            }
            groups.append(group)
        }
    }

    private mutating func take(_ records: [BodyCompositionRecord]) {
        for record in records { groups.append(group(of: record.sources, record.measurement.measurements)) }
    }

    private func group(of sources: [Int64], _ measurements: [DecodedMeasurement]) -> Group {
        let parts = sources.compactMap { stored[$0] }
        return Group(parts: parts, second: parts.dropFirst().first, measurements: measurements)
    }
}

import GATT
import HearthCore
import Vitals

/// Decodes stored bytes with the decoder and the quirks of this build, shows what would change, and corrects it.
///
/// It looks at one page after the other and commits each correction, so that a run that was ended is simply begun
/// again: what is corrected says what its bytes say.
public struct Redecode: Sendable {
    private static let page = 200

    private let ports: Ports
    private let principal: Principal
    private let options: RedecodeOptions
    private let quirks: DeviceQuirks
    private let say: @Sendable (String) -> Void

    /// Makes a run.
    ///
    /// - Parameters:
    ///   - ports: The store.
    ///   - principal: The operator in the organisation.
    ///   - options: What to look at.
    ///   - say: Takes lines about single measurements; they hold values.
    /// - Throws: `DeviceQuirkError`, `SettingsError.unreadableFile`.
    public init(
        ports: Ports,
        as principal: Principal,
        options: RedecodeOptions,
        say: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        self.ports = ports
        self.principal = principal
        self.options = options
        self.say = say
        quirks = try options.quirks()
    }

    /// Why a version is there that this build decoded.
    public static let reason = "Redecoded with decoder \(MeasurementCharacteristic.decoderVersion)"

    /// Looks at everything.
    ///
    /// - Returns: What it came to.
    /// - Throws: `CoreError`.
    public func run() async throws -> RedecodeSummary {
        var summary = RedecodeSummary()
        var models: [String: String] = [:]
        var cursor: Cursor?
        repeat {
            let devices = try await ports.devices.devices(page: PageRequest(after: cursor), as: principal)
            for device in devices.items {
                models[device.identifier] = device.model
                guard options.includes(device.identifier, model: device.model) else { continue }
                try await look(at: device, &summary)
            }
            cursor = devices.next
        } while cursor != nil
        try await lookAtEntries(models, &summary)
        return summary
    }

    private func look(at device: Device, _ summary: inout RedecodeSummary) async throws {
        var cursor: Cursor?
        repeat {
            let page = try await ports.bytes.readings(
                of: device.id,
                options.filter,
                page: PageRequest(limit: Redecode.page, after: cursor),
                as: principal
            )
            var changes: [PatientID: [(version: StoredReading, value: DecodedValue)]] = [:]
            for bytes in page.items {
                guard let value = judge(bytes, device, &summary) else { continue }
                changes[bytes.reading.patient, default: []].append((bytes.reading, value))
            }
            for (patient, values) in changes.sorted(by: { $0.key.description < $1.key.description }) {
                summary.corrected += try await correct(values, of: patient)
            }
            cursor = page.next
        } while cursor != nil
    }

    private func judge(_ bytes: StoredBytes, _ device: Device, _ summary: inout RedecodeSummary) -> DecodedValue? {
        let reading = bytes.reading
        let stored = Redecoding.Stored(
            measurement: reading.measurement,
            flags: reading.flags,
            userIndex: bytes.userIndex,
            deviceTime: reading.deviceTime,
            sequenceNumber: bytes.sequenceNumber
        )
        let value = StoredValue(
            characteristic: bytes.characteristic,
            bytes: bytes.raw,
            kind: reading.measurement.kind,
            deviceTime: reading.deviceTime,
            device: options.deviceModel(registered: device.model),
            isMended: stored.isMended
        )
        guard let redecoding = redecoding(stored, value, isKept: bytes.isCorrectedByPerson) else { return nil }
        return note(redecoding, stored, "reading \(reading.id) version \(reading.version)", &summary)
    }

    private func lookAtEntries(_ models: [String: String], _ summary: inout RedecodeSummary) async throws {
        var cursor: Cursor?
        repeat {
            let entries = try await ports.quarantine.entries(
                QuarantineFilter(stage: .pending),
                page: PageRequest(limit: Redecode.page, after: cursor),
                as: principal
            )
            for entry in entries.items {
                let reading = entry.reading
                let model = models[reading.deviceIdentifier]
                guard options.includes(reading.deviceIdentifier, model: model),
                    options.filter.includes(reading.characteristic, at: reading.effectiveAt)
                else { continue }
                try await look(at: entry, model, &summary)
            }
            cursor = entries.next
        } while cursor != nil
    }

    private func look(at entry: QuarantineEntry, _ model: String?, _ summary: inout RedecodeSummary) async throws {
        let reading = entry.reading
        let stored = Redecoding.Stored(
            measurement: reading.measurement,
            flags: reading.flags,
            userIndex: reading.userIndex,
            deviceTime: reading.deviceTime,
            sequenceNumber: reading.sequenceNumber
        )
        let value = StoredValue(
            characteristic: reading.characteristic,
            bytes: reading.raw,
            kind: reading.measurement.kind,
            deviceTime: reading.deviceTime,
            device: options.deviceModel(registered: model),
            isMended: stored.isMended
        )
        guard let redecoding = redecoding(stored, value, isKept: false),
            let decoded = note(redecoding, stored, "quarantine entry \(entry.id)", &summary), options.isApplied,
            try await ports.bytes.correct(entry.id, decoded, reason: Redecode.reason, as: principal)
        else { return }
        summary.corrected += 1
    }

    /// What comes of a value; nil when it is not one that was asked for.
    private func redecoding(_ stored: Redecoding.Stored, _ value: StoredValue, isKept: Bool) -> Redecoding? {
        do {
            let (decoded, quirk) = try value.decoded(with: quirks)
            guard options.quirk == nil || options.quirk == quirk?.id else { return nil }
            return isKept ? .correctedByPerson : Redecoding(stored, decoded)
        } catch {
            return options.quirk == nil ? .impossible(error) : nil
        }
    }

    private func note(
        _ redecoding: Redecoding,
        _ stored: Redecoding.Stored,
        _ what: String,
        _ summary: inout RedecodeSummary
    ) -> DecodedValue? {
        summary.count(redecoding)
        if options.isDetailed, let line = RedecodeLine.text(what, redecoding, stored: stored) { say(line) }
        guard case .changed(let value) = redecoding else { return nil }
        return value
    }

    private func correct(
        _ values: [(version: StoredReading, value: DecodedValue)],
        of patient: PatientID
    ) async throws -> Int {
        guard options.isApplied else { return 0 }
        var corrected = 0
        for start in stride(from: 0, to: values.count, by: StoredBytes.maximumCorrections) {
            let end = min(start + StoredBytes.maximumCorrections, values.count)
            corrected += try await ports.bytes.correct(
                Array(values[start..<end]),
                of: patient,
                reason: Redecode.reason,
                as: principal
            )
        }
        return corrected
    }
}

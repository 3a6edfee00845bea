import Alerting
import Foundation
import GATT
import HearthCore
import HearthServer
import Synchronization
import Testing
import Vitals

/// Stored bytes are decoded once more; what would change is corrected through the store.
@Suite(.timeLimit(.minutes(3)))
struct RedecodeTests {
    private static let oximeter = CharacteristicUUID.plxSpotCheckMeasurement.rawValue
    /// 97 % and a pulse of 72, without a time.
    private static let saturation: [UInt8] = [0x00, 0x61, 0x00, 0x48, 0x00]

    private func saturation(_ number: Int32) -> [Metric: MeasuredValue] {
        [.oxygenSaturation: .number(ExactDecimal(number))]
    }

    @Test("a wrong value is shown, then corrected with its history and judged, and a second run changes nothing")
    func corrects() async throws {
        try await Archive.with { archive in
            try await archive.ingest(Self.oximeter, Self.saturation, .oxygenSaturation, saturation(79))
            try await archive.ingest(Self.oximeter, Self.saturation, .heartRate, [.heartRate: .number(72)], minute: 1)
            let alert = try #require(try await alerts(archive).first)
            let lines = Mutex<[String]>([])
            let shown = try await archive.redecode(RedecodeOptions(isDetailed: true)) { line in
                lines.withLock { $0.append(line) }
            }
            #expect((shown.total, shown.same, shown.changed, shown.corrected) == (2, 1, 1, 0))
            let id = try await archive.readings()[0].id
            let change = "oxygen-saturation 79 % -> oxygen-saturation 97 %"
            #expect(lines.withLock(\.self) == ["reading \(id) version 1: \(change)"])
            #expect(try await archive.readings().map(\.version) == [1, 1])

            let applied = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect(applied.changed == 1 && applied.corrected == 1)
            let corrected = try await archive.readings()[0]
            #expect(corrected.version == 2 && corrected.status == .corrected)
            #expect(corrected.measurement[.oxygenSaturation] == .number(97))
            #expect(corrected.note == VersionNote(reason: Redecode.reason, by: .localOperator))
            let returned = try #require(try await alerts(archive).first)
            #expect(returned.id == alert.id && returned.state == .returnedUnacknowledged)

            let again = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect((again.same, again.changed, again.corrected) == (2, 0, 0))
        }
    }

    @Test("more readings than one transaction takes are all corrected, and a value beyond a limit raises an alert")
    func many() async throws {
        try await Archive.with { archive in
            let count = StoredBytes.maximumCorrections + 5
            let low: [UInt8] = [0x00, 0x4F, 0x00, 0x48, 0x00]
            for minute in 0..<count {
                try await archive.ingest(Self.oximeter, low, .oxygenSaturation, saturation(98), minute: minute)
            }
            let summary = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect(summary.corrected == count)
            #expect(try await archive.readings().allSatisfy { $0.version == 2 })
            let alert = try #require(try await alerts(archive).first)
            #expect(alert.priority == .high && alert.state == .activeUnacknowledged)
        }
    }

    @Test("another user, another time and no patient are for a person and change nothing")
    func questions() async throws {
        try await Archive.with { archive in
            let weight = CharacteristicUUID.weightMeasurement.rawValue
            // 80.0 kg of user 2 at a time of the scale's clock.
            let raw: [UInt8] = [0x06, 0x80, 0x3E, 0xEA, 0x07, 3, 1, 8, 0, 0, 2]
            let time = "2026-03-01T08:00:00"
            let kilograms: [Metric: MeasuredValue] = [.bodyWeight: .number(80)]
            try await archive.ingest(weight, raw, .bodyWeight, kilograms, userIndex: 1, deviceTime: time)
            let other = "2026-03-01T09:00:00"
            try await archive.ingest(weight, raw, .bodyWeight, kilograms, minute: 1, userIndex: 2, deviceTime: other)
            // The scale names nobody: the index is of the user whose consent it had.
            let nobody: [UInt8] = [0x02, 0x80, 0x3E, 0xEA, 0x07, 3, 1, 8, 0, 0]
            try await archive.ingest(weight, nobody, .bodyWeight, kilograms, minute: 3, userIndex: 1, deviceTime: time)
            // The oximeter was showing itself off.
            let demonstration: [UInt8] = [0x02, 0x61, 0x00, 0x48, 0x00, 0x00, 0x04]
            try await archive.ingest(Self.oximeter, demonstration, .oxygenSaturation, saturation(97), minute: 2)
            let summary = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect(summary.forPerson == ["another-user": 1, "another-time": 1, "not-of-a-patient": 1])
            #expect(summary.same == 1 && summary.changed == 0 && summary.corrected == 0)
            #expect(try await archive.readings().allSatisfy { $0.version == 1 })
        }
    }

    @Test("what a person corrected stays, and what cannot be decoded is counted with its reason")
    func leavesAlone() async throws {
        try await Archive.with { archive in
            let user = try await archive.ports.users.create(name: "Nurse", role: .clinician, as: archive.administrator)
            let nurse = Principal(
                organization: archive.administrator.organization,
                role: .clinician,
                subject: .user(user.user.id)
            )
            try await archive.ingest(Self.oximeter, Self.saturation, .oxygenSaturation, saturation(95))
            try await archive.ingest(Self.oximeter, [0x00, 0x61], .oxygenSaturation, saturation(96), minute: 1)
            let reading = try await archive.readings()[0]
            let right = ReadingCorrection(
                of: 1,
                measurement: try Measurement(kind: .oxygenSaturation, unit: .percent, values: saturation(94)),
                reason: "Read off the display"
            )
            _ = try await archive.ports.readings.correct(reading.id, of: archive.patient.id, right, as: nurse)
            let summary = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect(summary.correctedByPerson == 1 && summary.impossible == ["undecodable": 1])
            #expect(try await archive.readings().map(\.version) == [2, 1])
            #expect(summary.lines.contains("not redecodable, undecodable: 1"))
        }
    }

    @Test("a quarantine entry is mended where it waits, and released with what its bytes say")
    func entries() async throws {
        try await Archive.with { archive in
            let outcome = try await archive.ingest(
                Self.oximeter,
                Self.saturation,
                .oxygenSaturation,
                saturation(3_000)
            )
            guard case .quarantined(let entry, .implausible) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            let summary = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect(summary.total == 1 && summary.corrected == 1)
            let released = try await archive.ports.quarantine.release(
                entry,
                to: nil,
                measuredAt: nil,
                as: archive.administrator
            )
            #expect(released.measurement[.oxygenSaturation] == .number(97))
        }
    }

    @Test("a model with a quirk is decoded where it is known who made it, and the filters choose")
    func quirks() async throws {
        try await Archive.with(model: "BM85") { archive in
            let quirk = try #require(try DeviceQuirks.known().all.first { $0.id == "beurer-bm85-byte-order" })
            let sent = quirk.captures[0].sent
            let values: [Metric: MeasuredValue] = [.heartRate: .number(60)]
            let time = "2026-08-11T18:31:00"
            try await archive.ingest(quirk.characteristic, sent, .heartRate, values, deviceTime: time)
            try await archive.ingest(Self.oximeter, Self.saturation, .oxygenSaturation, saturation(79), minute: 1)
            let unknown = try await archive.redecode(RedecodeOptions(filter: BytesFilter(characteristic: 0x2A35)))
            #expect(unknown.total == 1 && unknown.impossible == ["model-unknown": 1])
            let maker = RedecodeOptions(quirk: quirk.id, manufacturer: "Beurer GmbH")
            let known = try await archive.redecode(maker)
            #expect(known.total == 1 && known.impossible.isEmpty)
            #expect(try await archive.redecode(RedecodeOptions(registeredModel: "BC*")).total == 0)
            #expect(
                try await archive.redecode(RedecodeOptions(device: Archive.device, registeredModel: "bm*")).total == 2
            )
            let later = BytesFilter(from: Instant(millisecondsSince1970: 1_772_352_060_000))
            #expect(try await archive.redecode(RedecodeOptions(filter: later)).changed == 1)
            // A gateway with a quirk of its home's own has mended it; nobody here knows how.
            let flags = [MeasurementFlag.mended.rawValue]
            try await archive.ingest(
                Self.oximeter,
                [0x00, 0x62],
                .oxygenSaturation,
                saturation(98),
                minute: 9,
                flags: flags
            )
            let mended = RedecodeOptions(
                filter: BytesFilter(
                    characteristic: Self.oximeter,
                    from: Instant(millisecondsSince1970: 1_772_352_360_000)
                ),
                manufacturer: "Beurer GmbH",
                isApplied: true
            )
            #expect(try await archive.redecode(mended).impossible == ["quirk-unknown": 1])
        }
    }

    /// A thermometer may say so once, apart from its values.
    @Test("where a temperature was measured stays, unless the bytes say otherwise")
    func site() async throws {
        try await Archive.with { archive in
            let uuid = CharacteristicUUID.temperatureMeasurement.rawValue
            let values: [Metric: MeasuredValue] = [.bodyTemperature: .number(ExactDecimal(364, exponent: -1))]
            let bytes: [[UInt8]] = [[0x00, 0x6C, 0x01, 0x00, 0xFF], [0x04, 0x6C, 0x01, 0x00, 0xFF, 3]]
            for (minute, raw) in bytes.enumerated() {
                try await archive.ingest(uuid, raw, .bodyTemperature, values, minute: minute, flags: ["site-body"])
            }
            let summary = try await archive.redecode(RedecodeOptions(isApplied: true))
            #expect(summary.same == 1 && summary.corrected == 1)
            let flags = try await archive.readings().map(\.flags)
            #expect(Set(flags) == [["site-body"], ["site-ear"]])
        }
    }

    private func alerts(_ archive: Archive) async throws -> [AlertRecord] {
        try await archive.ports.alerts.alerts(AlertFilter(), page: PageRequest(), as: archive.administrator).items
    }
}

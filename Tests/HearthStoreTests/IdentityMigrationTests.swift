import Foundation
import HearthCore
import Testing
import Vitals

/// Repeats of what was stored before identities lay by day are as harmless afterwards.
@Suite(.timeLimit(.minutes(3)))
struct IdentityMigrationTests {
    @Test("what was stored before the migration is known after it, of every tenant and in every shape")
    func knowsRepeats() async throws {
        try await Clinic.with { clinic in
            let neighbour = try await clinic.neighbour()
            let readings = try Self.readings()
            for clinic in [clinic, neighbour] { try await Self.fill(clinic, readings) }
            try await clinic.execute(Self.undo)
            #expect(try await clinic.count(Self.days) == 0)

            try await clinic.execute("BEGIN;\n\(try Self.migration())\nCOMMIT;")
            #expect(try await clinic.count(Self.days) == 1)
            for clinic in [clinic, neighbour] {
                let outcomes = try await clinic.ports.ingest.ingest(readings, as: clinic.gateway)
                for (reading, outcome) in zip(readings, outcomes) {
                    switch outcome {
                    case .duplicate, .quarantined(_, .unknownDevice), .quarantined(_, .deviceClockUnset): break
                    default: Issue.record("\(outcome) for \(reading.identity)")
                    }
                }
            }
            let identities = Set(readings.map(\.identity)).count
            #expect(try await clinic.count("SELECT count(*) FROM hearth.measurement_identities") == 2 * identities)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.quarantine WHERE stage = 'pending'") == 0)
            let new = try Sample.saturation("90", at: Sample.daysAgo(4))
            guard case .created? = try await clinic.ingest(new).first else {
                Issue.record("nothing new is stored any more")
                return
            }
        }
    }

    /// Stores all, corrects one, releases what waits for a device and discards the rest.
    private static func fill(_ clinic: Clinic, _ readings: [IncomingReading]) async throws {
        let patient = try await clinic.patient(with: "oximeter")
        _ = try await clinic.ports.ingest.ingest(readings, as: clinic.gateway)
        let corrected = try #require(try await clinic.readings(of: patient).last)
        try await clinic.correct(corrected.id, of: patient, version: 1, to: "91")
        try await clinic.assign(
            try await clinic.ports.devices.register(identifier: "shelf", model: nil, as: clinic.administrator),
            to: patient
        )
        for entry in try await QuarantineTests.pending(clinic) {
            if entry.cause == .unknownDevice, entry.reading.deviceIdentifier == "shelf" {
                _ = try await clinic.ports.quarantine.release(
                    entry.id,
                    to: nil,
                    measuredAt: entry.reading.deviceTime?.isKnown == false ? entry.reading.effectiveAt : nil,
                    as: clinic.administrator
                )
            } else {
                _ = try await clinic.ports.quarantine.discard(entry.id, reason: "Test", as: clinic.administrator)
            }
        }
    }

    /// With a known time, an unknown one and none, with a number and without, of devices known, unknown and known later.
    private static func readings() throws -> [IncomingReading] {
        var readings: [IncomingReading] = []
        for device in ["oximeter", "shelf", "stranger"] {
            for time in ["2024-02-29T23:30:00", "0000-00-00T10:00:00", "2024-00-07T10:00:00", nil] {
                for sequence in [nil, 0, 7] as [UInt32?] {
                    var reading = try Sample.saturation(
                        "97",
                        from: device,
                        at: Sample.daysAgo(3, minutes: 40 * readings.count),
                        deviceTime: time.flatMap { DeviceTimestamp($0) }
                    )
                    reading.sequenceNumber = sequence
                    reading.receivedAt = reading.receivedAt.adding(seconds: 86_400)
                    reading.identity = MeasurementIdentity(
                        device: device,
                        characteristic: reading.characteristic,
                        kind: reading.measurement.kind,
                        deviceTime: reading.deviceTime,
                        sequenceNumber: sequence,
                        receivedAt: reading.receivedAt,
                        raw: reading.raw
                    )
                    readings.append(reading)
                }
            }
        }
        return readings
    }

    private static let days = """
        SELECT count(*) FROM information_schema.columns
        WHERE table_schema = 'hearth' AND table_name = 'measurement_identities' AND column_name = 'day'
        """

    /// The table as it was before.
    private static let undo = """
        ALTER TABLE hearth.measurement_identities RENAME TO later;
        CREATE TABLE hearth.measurement_identities (
            organization_id uuid NOT NULL, identity uuid NOT NULL, entry_id uuid NOT NULL,
            PRIMARY KEY (organization_id, identity));
        INSERT INTO hearth.measurement_identities SELECT organization_id, identity, entry_id FROM hearth.later;
        DROP TABLE hearth.later;
        ALTER TABLE hearth.measurement_identities OWNER TO hearth_owner;
        ALTER TABLE hearth.measurement_identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY tenant ON hearth.measurement_identities
            USING (organization_id = (SELECT hearth.current_organization()));
        DROP FUNCTION hearth.claim_identities(uuid, date[], uuid[], uuid[]);
        CREATE FUNCTION hearth.claim_identities(uuid, uuid[], uuid[]) RETURNS bigint LANGUAGE sql AS 'SELECT 0';
        ALTER FUNCTION hearth.claim_identities(uuid, uuid[], uuid[]) OWNER TO hearth_owner;
        """

    private static func migration() throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Migrations/0021_identities_by_day.sql").standardizedFileURL
        return try String(contentsOf: file, encoding: .utf8)
    }
}

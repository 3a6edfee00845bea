import Foundation
import HearthCore
import HearthStore
import Postgres
import PrivateCluster
import Testing
import Vitals

/// One patient's oxygen saturation over a few days, stored in any order, with a plain computation beside it.
struct Course {
    /// Where and when it plays.
    struct Scene: Sendable, CustomStringConvertible {
        let zone: String
        /// In the middle of it: the zone's clocks change there, or its offset is an odd one.
        let middle: String

        var description: String { "\(zone) around \(middle)" }
    }

    static let kind = ReadingKind.oxygenSaturation
    private static let reachSeconds = 2 * 86_400

    private let clinic: Clinic
    private let patient: Patient
    private let middle: Instant
    /// Past row-level security, for the plain computation.
    private let witness: PostgresConnection
    private var random: SeededRandom
    /// Every reading with its newest version.
    private var stored: [ReadingID: Int] = [:]
    /// What no version counts of.
    private var withdrawn: Set<ReadingID> = []

    init(_ scene: Scene, seed: UInt64, in clinic: Clinic) async throws {
        let patient = try await clinic.patient(with: "oximeter", zone: scene.zone)
        try await self.init(of: patient, scene, seed: seed, in: clinic)
    }

    /// Takes a patient who has the device `oximeter`; others may store and correct readings of the same one.
    init(of patient: Patient, _ scene: Scene, seed: UInt64, in clinic: Clinic) async throws {
        self.clinic = clinic
        self.patient = patient
        middle = try Sample.instant(scene.middle)
        witness = try await clinic.connect(as: PrivateCluster.superuser)
        random = SeededRandom(seed: seed)
    }

    func close() async { await witness.close() }

    /// Stores or corrects something somewhere: dense or alone, early or late.
    mutating func step() async throws {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: try await addDense()
        case 4..<7: try await add([try reading(at: place(), isContinuous: false)])
        default: try await correct()
        }
    }

    /// Some seconds to minutes of a stream, of which a few have no number.
    private mutating func addDense() async throws {
        let start = place()
        let step = Int64.random(in: 1...20, using: &random)
        let count = Int64.random(in: 2...40, using: &random)
        var batch: [IncomingReading] = []
        for index in 0..<count {
            batch.append(try reading(at: start.adding(seconds: index * step), isContinuous: true))
        }
        try await add(batch)
    }

    private mutating func add(_ readings: [IncomingReading]) async throws {
        let outcomes = try await clinic.ports.ingest.ingest(readings, as: clinic.gateway)
        for case .created(let id) in outcomes { stored[id] = 1 }
    }

    /// Corrects a reading, which brings a withdrawn one back, or withdraws it.
    private mutating func correct() async throws {
        let ids = stored.keys.sorted { $0.description < $1.description }
        guard let id = ids.randomElement(using: &random), let version = stored[id] else { return }
        let (readings, person) = (clinic.ports.readings, clinic.administrator)
        guard withdrawn.contains(id) || Int.random(in: 0..<3, using: &random) > 0 else {
            _ = try await readings.withdraw(id, of: patient.id, version: version, reason: "Test", as: person)
            stored[id] = version + 1
            withdrawn.insert(id)
            return
        }
        var correction = ReadingCorrection(of: version, reason: "Test")
        if Bool.random(using: &random) { correction.measurement = try measurement() }
        if correction.measurement == nil || Bool.random(using: &random) { correction.effectiveAt = place() }
        _ = try await readings.correct(id, of: patient.id, correction, as: person)
        stored[id] = version + 1
        withdrawn.remove(id)
    }

    private mutating func place() -> Instant {
        let reach = Course.reachSeconds
        // Most of it close to the middle, so that readings meet in the same five minutes.
        let near = Int.random(in: 0..<4, using: &random) > 0
        let milliseconds = Int64.random(in: -1_000...1_000, using: &random) * Int64(near ? 1_800 : reach)
        return Instant(millisecondsSince1970: middle.millisecondsSince1970 + milliseconds)
    }

    private mutating func measurement() throws -> Vitals.Measurement {
        let hundredths = Int64.random(in: 7_000...10_000, using: &random)
        let digits = Int64.random(in: 0...2, using: &random)
        let number = try ExactDecimal(
            significand: digits == 0 ? hundredths / 100 : digits == 1 ? hundredths / 10 : hundredths,
            exponent: -Int(digits)
        )
        let isAbsent = Int.random(in: 0..<20, using: &random) == 0
        return try Vitals.Measurement(
            kind: Course.kind,
            unit: .percent,
            values: [.oxygenSaturation: isAbsent ? .absent(.notANumber) : .number(number)]
        )
    }

    private mutating func reading(at instant: Instant, isContinuous: Bool) throws -> IncomingReading {
        var reading = try Sample.saturation("97", at: instant, isContinuous: isContinuous)
        reading.measurement = try measurement()
        return reading
    }
}

/// The comparison.
extension Course {
    static let buckets: [TrendQuery.Bucket] = [
        .minutes(1), .minutes(5), .minutes(7), .minutes(15), .minutes(20), .minutes(60), .minutes(1_440), .day, .week,
    ]

    /// Asks for a trend of a span that starts and ends anywhere, cut as said or in some way.
    mutating func compare(_ bucket: TrendQuery.Bucket? = nil) async throws {
        let ends = [place(), place()].sorted()
        let query = TrendQuery(
            metric: .oxygenSaturation,
            from: ends[0],
            to: ends[1].adding(seconds: 1),
            bucket: bucket ?? Course.buckets.randomElement(using: &random) ?? .day
        )
        let buckets = try await clinic.ports.readings.trend(of: patient.id, query, as: clinic.administrator)
        #expect(buckets == (try await plain(query)), "\(query)")
    }

    /// The same from all versions of all readings, of which the newest counts, with no index and no rollup in mind.
    private func plain(_ query: TrendQuery) async throws -> [TrendBucket] {
        let (cut, end) =
            switch query.bucket {
            case .minutes(let minutes):
                (
                    "date_bin('\(minutes) minutes', effective_at, '2000-01-01 00:00:00+00')",
                    "piece + interval '\(minutes) minutes'"
                )
            case .day, .week:
                (
                    "date_trunc('\(query.bucket == .day ? "day" : "week")', effective_at AT TIME ZONE $4)",
                    "(piece + interval '1 \(query.bucket == .day ? "day" : "week")') AT TIME ZONE $4"
                )
            }
        let isCalendar = query.bucket == .day || query.bucket == .week
        let rows = try await witness.query(
            """
            SELECT \(isCalendar ? "piece AT TIME ZONE $4" : "piece"), \(end), min, round(avg, 4), max, count
            FROM (
                SELECT \(cut) AS piece, min(value), avg(value), max(value), count(*)
                FROM (
                    SELECT DISTINCT ON (id) effective_at, value, status FROM hearth.readings
                    WHERE patient_id = $1 ORDER BY id, version DESC
                ) AS newest
                WHERE status <> 'entered-in-error' AND effective_at >= $2 AND effective_at < $3 AND value IS NOT NULL AND $4::text IS NOT NULL
                GROUP BY 1
            ) AS pieces ORDER BY piece
            """,
            [
                .uuid(patient.id.uuid), .timestamptz(PostgresTimestamp(query.from)),
                .timestamptz(PostgresTimestamp(query.to)), .text(patient.zone),
            ]
        )
        return try rows.map { row in
            TrendBucket(
                start: try row.instant(0),
                end: try row.instant(1),
                minimum: try row.decimal(2),
                mean: try row.decimal(3),
                maximum: try row.decimal(4),
                count: Int(try row.decode(5, as: Int64.self))
            )
        }
    }

    /// Compares the list and the newest reading with what counts.
    func compareReadings() async throws {
        let rows = try await witness.query(
            """
            SELECT id, version, effective_at FROM (
                SELECT DISTINCT ON (id) id, version, effective_at, status FROM hearth.readings
                WHERE patient_id = $1 ORDER BY id, version DESC
            ) AS newest WHERE status <> 'entered-in-error' ORDER BY effective_at DESC, id DESC LIMIT \(PageRequest.maximumLimit)
            """,
            [.uuid(patient.id.uuid)]
        )
        let expected = try rows.map { row in
            "\(ReadingID(try row.decode(0))) \(try row.decode(1, as: Int.self)) \(try row.instant(2))"
        }
        let listed = try await clinic.readings(of: patient)
        #expect(listed.map { "\($0.id) \($0.version) \($0.effectiveAt)" } == expected)
        let latest = try await clinic.ports.readings.latest(of: patient.id, as: clinic.administrator)
        #expect(latest.map { "\($0.id) \($0.version) \($0.effectiveAt)" } == Array(expected.prefix(1)))
        #expect(latest.map(\.measurement) == listed.prefix(1).map(\.measurement))
    }
}

extension PostgresRow {
    fileprivate func instant(_ column: Int) throws -> Instant {
        let microseconds = try decode(column, as: PostgresTimestamp.self).microsecondsSince1970
        return Instant(millisecondsSince1970: microseconds / 1_000)
    }

    fileprivate func decimal(_ column: Int) throws -> ExactDecimal {
        let numeric = try decode(column, as: PostgresNumeric.self)
        return try ExactDecimal(significand: numeric.significand, exponent: numeric.exponent)
    }
}

extension PostgresTimestamp {
    fileprivate init(_ instant: Instant) {
        self.init(microsecondsSince1970: instant.millisecondsSince1970 * 1_000)
    }
}

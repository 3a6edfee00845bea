import Foundation
import Postgres

/// The columns of a batch of blood pressures, as Hearth would store them.
struct ReadingColumns {
    /// The insert of one batch, its rows as arrays.
    static let insert = """
        INSERT INTO peer.readings (
            organization_id, id, patient_id, device_id, gateway_id, kind, systolic, diastolic, mean, characteristic,
            effective_at, received_at, device_time, correction_reason, correction_offset_seconds, flags, raw)
        SELECT $1, id, patient_id, device_id, gateway_id, 'blood-pressure', systolic, diastolic, mean, 10805,
            effective_at, received_at, device_time, 'none', 0, '{}', raw
        FROM unnest(
            $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::numeric[], $7::numeric[], $8::numeric[],
            $9::timestamptz[], $10::timestamptz[], $11::text[], $12::bytea[]
        ) AS new (id, patient_id, device_id, gateway_id, systolic, diastolic, mean, effective_at, received_at,
            device_time, raw)
        """

    /// The same columns for COPY.
    static let copy = """
        COPY peer.readings (
            organization_id, id, patient_id, device_id, gateway_id, kind, systolic, diastolic, mean, characteristic,
            effective_at, received_at, device_time, correction_reason, correction_offset_seconds, flags, raw)
        FROM STDIN
        """

    private let cast: Cast
    /// Fields of COPY's lines that do not change.
    private let organization: [UInt8]
    private let people: [[UInt8]]
    /// Keys ascend, as those of the service do; the client's own bits keep two clients apart.
    private let client: UInt8
    private var serial = MonotonicClock.now()
    private var turn: Int
    private let start = Int64(Date().timeIntervalSince1970 * 1_000) - 86_400_000

    init(_ cast: Cast, client: Int) {
        self.cast = cast
        organization = Array("\(cast.organization)\t".utf8)
        people = cast.patients.map { patient in
            let numbers = "blood-pressure\t124\t81\t95\t10805"
            return Array("\(patient.id)\t\(patient.device)\t\(cast.gateways[0].id)\t\(numbers)\t".utf8)
        }
        self.client = UInt8(client)
        turn = client
    }

    /// The parameters of `insert` for the next batch: readings of one patient after the other, 100 each.
    mutating func parameters(rows: Int) -> [PostgresValue] {
        let batch = next(rows: rows)
        func numbers(_ value: Int64) -> PostgresValue {
            let number = PostgresValue.numeric(PostgresNumeric(significand: value, exponent: 0))
            return .array(Array(repeating: number, count: rows), of: .numeric)
        }
        let times = PostgresValue.array(batch.map { .timestamptz(Self.timestamp($0.time)) }, of: .timestamptz)
        return [
            .uuid(cast.organization),
            .array(batch.map { .uuid($0.id) }, of: .uuid),
            .array(batch.map { .uuid(cast.patients[$0.place].id) }, of: .uuid),
            .array(batch.map { .uuid(cast.patients[$0.place].device) }, of: .uuid),
            .array(Array(repeating: .uuid(cast.gateways[0].id), count: rows), of: .uuid),
            numbers(124), numbers(81), numbers(95),
            times, times,
            .array(batch.map { .text(Self.text($0.time, bytes: 19)) }, of: .text),
            .array(batch.map { .bytea(Self.raw($0.id)) }, of: .bytea),
        ]
    }

    /// Lines of COPY's text format.
    mutating func lines(rows: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows * 350)
        for row in next(rows: rows) {
            let time = Self.text(row.time, bytes: 24)
            bytes += organization
            bytes += "\(row.id)\t".utf8
            bytes += people[row.place]
            bytes += "\(time)\t\(time)\t\(time.prefix(19))\tnone\t0\t{}\t\\\\x127c0051005f00\n".utf8
        }
        return bytes
    }

    private struct Row {
        let id: UUID
        let place: Int
        let time: Int64
    }

    private mutating func next(rows: Int) -> [Row] {
        (0..<rows).map { index in
            if index % 100 == 0 { turn += 1 }
            serial += 1
            return Row(id: identifier(), place: turn % cast.patients.count, time: start + Int64(index) * 1_000)
        }
    }

    private func identifier() -> UUID {
        let bits = serial
        func byte(_ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: bits >> (8 * place)) }
        return UUID(
            uuid: (
                byte(7), byte(6), byte(5), byte(4), byte(3), byte(2), 0x70, byte(1), 0x80, byte(0), client, 0, 0, 0, 0,
                0
            )
        )
    }

    private static func timestamp(_ milliseconds: Int64) -> PostgresTimestamp {
        PostgresTimestamp(microsecondsSince1970: milliseconds * 1_000)
    }

    private static func text(_ milliseconds: Int64, bytes count: Int) -> String {
        var bytes: [UInt8] = []
        TimeText.append(milliseconds, to: &bytes)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private static func raw(_ id: UUID) -> [UInt8] {
        [0x12, 0x7C, 0x00, 0x51, 0x00, 0x5F, 0x00] + withUnsafeBytes(of: id.uuid) { Array($0.prefix(8)) }
    }
}

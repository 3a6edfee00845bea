import Foundation
import Postgres
import Testing

@Suite struct ValueTests {
    /// Sends the value in binary form, has the server say what it reads, and returns that text.
    private func serverText(_ value: PostgresValue, _ type: String) async throws -> String? {
        try await decoded("SELECT ($1::\(type))::text", value) { try $0.decode(0, as: String?.self) }
    }

    private func decoded<Value>(
        _ sql: String,
        _ value: PostgresValue,
        _ read: (PostgresRow) throws -> Value
    ) async throws -> Value {
        var result: Result<Value, any Error>?
        try await TestServer.withCommonDatabase { connection in
            let rows = try await connection.query(sql, [value])
            result = Result { try read(rows[0]) }
        }
        return try #require(result).get()
    }

    @Test(
        "the server reads what was sent",
        arguments: [
            (.int2(-32_768), "int2", "-32768"), (.int4(.min), "int4", "-2147483648"),
            (.int8(.max), "int8", "9223372036854775807"), (.bool(true), "bool", "true"),
            (.float8(-0.5), "float8", "-0.5"), (.text("ÄÖ €\n'\"\\"), "text", "ÄÖ €\n'\"\\"), (.text(""), "text", ""),
            (.bytea([0, 255, 10]), "bytea", "\\x00ff0a"), (.bytea([]), "bytea", "\\x"),
            (.date(PostgresDate(daysSince2000: 9_821)), "date", "2026-11-21"),
            (.date(PostgresDate(daysSince2000: -1)), "date", "1999-12-31"),
            (.jsonb(#"{"a": [1, null]}"#), "jsonb", #"{"a": [1, null]}"#),
            (.text("2026-11-21"), "date", "2026-11-21"), (.null, "int8", nil),
            (.timestamptz(.infinity), "timestamptz", "infinity"),
            (.array([.int4(1), .null, .int4(-3)], of: .int4), "int4[]", "{1,NULL,-3}"),
            (.array([], of: .uuid), "uuid[]", "{}"),
            (.array([.text("a,b"), .text("NULL"), .null], of: .text), "text[]", #"{"a,b","NULL",NULL}"#),
            (.array([.jsonb("[1]")], of: .jsonb), "jsonb[]", "{[1]}"),
        ] as [(PostgresValue, String, String?)]
    )
    func serverReads(_ value: PostgresValue, _ type: String, _ expected: String?) async throws {
        #expect(try await serverText(value, type) == expected)
    }

    @Test(
        "a numeric keeps its digits and its scale both ways",
        arguments: [
            (0, 0, "0"), (0, -2, "0.00"), (200, -2, "2.00"), (-1, -4, "-0.0001"), (1, -5, "0.00001"),
            (12_345, -1, "1234.5"), (99_990_000, -4, "9999.0000"), (10_000, 0, "10000"),
            (100_000_000, -8, "1.00000000"),
            (.max, 0, "9223372036854775807"), (.min, 0, "-9223372036854775808"), (.max, -19, "0.9223372036854775807"),
            (.max, -30, "0.000000000009223372036854775807"), (7, 3, "7000"), (123, 6, "123000000"),
        ] as [(Int64, Int, String)]
    )
    func numericRoundTrip(_ significand: Int64, _ exponent: Int, _ text: String) async throws {
        let sent = PostgresNumeric(significand: significand, exponent: exponent)
        #expect(try await serverText(.numeric(sent), "numeric") == text)
        let back = try await decoded("SELECT $1::numeric", .numeric(sent)) {
            try $0.decode(0, as: PostgresNumeric.self)
        }
        if exponent <= 0 {
            #expect(back == sent)
        } else {
            #expect(back.exponent == 0)
            #expect("\(back.significand)" == text)
        }
    }

    @Test(
        "a numeric that does not fit is refused, not rounded",
        arguments: ["NaN", "Infinity", "1e30", "1.00000000000000000000001"]
    )
    func numericRefused(_ text: String) async throws {
        let error = await #expect(throws: PostgresError.self) {
            _ = try await decoded("SELECT $1::numeric + 0.00000000000000000000", .text(text)) {
                try $0.decode(0, as: PostgresNumeric.self)
            }
        }
        #expect(error?.code == .decoding)
    }

    @Test func aNumericWithAnImpossibleExponentIsRefused() async throws {
        let error = await #expect(throws: PostgresError.self) {
            _ = try await serverText(.numeric(PostgresNumeric(significand: 1, exponent: 1_000_000)), "numeric")
        }
        #expect(error?.code == .invalidParameter)
    }

    @Test("instants keep their microseconds", arguments: [0, 1, -1, 848_404_800_123_456, -3_000_000_000_000_001])
    func timestampRoundTrip(_ microseconds: Int64) async throws {
        let instant = PostgresTimestamp(microsecondsSince2000: microseconds)
        let back = try await decoded("SELECT $1::timestamptz", .timestamptz(instant)) {
            try $0.decode(0, as: PostgresTimestamp.self)
        }
        #expect(back == instant)
        #expect(PostgresTimestamp(instant.date) == instant)
        #expect(PostgresTimestamp(microsecondsSince1970: instant.microsecondsSince1970) == instant)
    }

    @Test func anInstantIsTheServersInstant() async throws {
        let date = try Date("2026-11-21T08:00:00Z", strategy: .iso8601)
        let text = try await serverText(.timestamptz(PostgresTimestamp(date)), "timestamptz AT TIME ZONE 'UTC'")
        #expect(text == "2026-11-21 08:00:00")
        #expect(PostgresTimestamp(microsecondsSince1970: 0).date == Date(timeIntervalSince1970: 0))
    }

    @Test func arraysWithNullsAreReadAsOptionals() async throws {
        let values: [UUID?] = [UUID(), nil, UUID()]
        let parameter = PostgresValue.array(values.map { .optional($0) { .uuid($0) } }, of: .uuid)
        let back = try await decoded("SELECT $1::uuid[] AS ids", parameter) {
            try $0.decodeArray("ids", of: UUID?.self)
        }
        #expect(back == values)
    }

    @Test func everyScalarIsReadAsItsOwnType() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TYPE mood AS ENUM ('calm', 'alarmed')")
            let row = try #require(
                try await connection.query(
                    """
                    SELECT 'alarmed'::mood AS mood, 1::int2 AS small, 2::int4 AS medium, count(*) AS large,
                           true AS flag, 0.5::float8 AS share, '\\x01ff'::bytea AS raw, '{"a":1}'::jsonb AS document,
                           '2000-01-02'::date AS day, NULL::text AS nothing, '{}'::int8[] AS none
                    """
                ).first
            )
            #expect(try row.decode("mood", as: String.self) == "alarmed")
            #expect(try row.decode("small", as: Int16.self) == 1)
            #expect(try row.decode("small", as: Int.self) == 1)
            #expect(try row.decode("medium", as: Int64.self) == 2)
            #expect(try row.decode("large", as: Int.self) == 1)
            #expect(try row.decode("flag", as: Bool.self))
            #expect(try row.decode("share", as: Double.self) == 0.5)
            #expect(try row.decode("raw", as: [UInt8].self) == [1, 255])
            #expect(try row.decode("document", as: String.self) == #"{"a": 1}"#)
            #expect(try row.decode("day", as: PostgresDate.self).daysSince2000 == 1)
            #expect(try row.decode("nothing", as: String?.self) == nil)
            #expect(try row.decodeArray("none", of: Int64.self).isEmpty)
            let enums = try await connection.query(
                "SELECT mood FROM unnest($1::text[]::mood[]) AS mood WHERE mood = $2",
                [.array([.text("calm"), .text("alarmed")], of: .text), .text("calm")]
            )
            #expect(try enums.map { try $0.decode(0, as: String.self) } == ["calm"])
        }
    }

    @Test(
        "a column of another type is refused by name",
        arguments: [
            "SELECT 1::int8 AS pulse", "SELECT 'x' AS pulse", "SELECT NULL::int4 AS pulse", "SELECT 1 AS other",
        ]
    )
    func mismatch(_ sql: String) async throws {
        try await TestServer.withCommonDatabase { connection in
            let row = try await connection.query(sql)[0]
            let error = #expect(throws: PostgresError.self) { try row.decode("pulse", as: Int32.self) }
            #expect(error?.code == .decoding)
            #expect(error?.message.contains("\"pulse\"") == true)
        }
    }

    @Test(
        "a parameter that cannot be sent is refused and the connection goes on",
        arguments: [
            .text("a\0b"), .array([.int4(1), .text("x")], of: .int4), .array([.array([], of: .int4)], of: .int4),
            .array([], of: PostgresType(rawValue: 1)),
        ] as [PostgresValue]
    )
    func refusedParameter(_ value: PostgresValue) async throws {
        try await TestServer.withCommonDatabase { connection in
            let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT $1", [value]) }
            #expect(error?.code == .invalidParameter)
            let rows = try await connection.rowCount("SELECT 1")
            #expect(rows == 1)
        }
    }
}

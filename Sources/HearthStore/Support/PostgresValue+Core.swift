import HearthCore
import Postgres
import Vitals

extension PostgresValue {
    static func id<Entity>(_ id: Identifier<Entity>) -> PostgresValue { .uuid(id.uuid) }

    static func id<Entity>(_ id: Identifier<Entity>?) -> PostgresValue { optional(id) { .uuid($0.uuid) } }

    static func instant(_ instant: Instant) -> PostgresValue { .timestamptz(PostgresTimestamp(instant)) }

    static func instant(_ instant: Instant?) -> PostgresValue { optional(instant) { .instant($0) } }

    static func decimal(_ decimal: ExactDecimal?) -> PostgresValue {
        optional(decimal) { .numeric(PostgresNumeric(significand: $0.significand, exponent: $0.exponent)) }
    }

    static func integer(_ integer: Int?) -> PostgresValue { optional(integer) { .int8(Int64($0)) } }

    static func text(_ text: String?) -> PostgresValue { optional(text) { .text($0) } }

    /// The identity's 16 bytes as PostgreSQL's 16-byte type.
    static func identity(_ identity: MeasurementIdentity) -> PostgresValue { .uuid(identity.uuid) }

    /// Most rows that a page needs: one more than asked for tells whether there is another page.
    static func limit(_ page: PageRequest) -> PostgresValue { .int8(Int64(page.limit + 1)) }
}

extension PostgresTimestamp {
    init(_ instant: Instant) {
        self.init(microsecondsSince1970: instant.millisecondsSince1970 * 1_000)
    }
}

extension PostgresDate {
    init(_ day: IdentityDay) {
        self.init(daysSince2000: Int32(clamping: day.daysSince1970 - PostgresDate.daysFrom1970To2000))
    }

    private static let daysFrom1970To2000 = 10_957
}

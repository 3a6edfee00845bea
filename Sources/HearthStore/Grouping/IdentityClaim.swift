import HearthCore
import Postgres
import Vitals

/// One row of identities: the identity, the day under which it is kept, and what is stored under it if it is new.
struct IdentityClaim: Comparable {
    let day: IdentityDay
    let identity: MeasurementIdentity
    let entry: ReadingID

    init(_ item: IngestItem) {
        day = item.reading.identityDay
        identity = item.reading.identity
        entry = item.id
    }

    /// The order of the primary key.
    static func < (left: IdentityClaim, right: IdentityClaim) -> Bool {
        left.day != right.day ? left.day < right.day : left.identity < right.identity
    }

    /// Days, identities and entries, an array each.
    static func columns(_ claims: [IdentityClaim]) -> [PostgresValue] {
        [
            .array(claims.map { .date(PostgresDate($0.day)) }, of: .date),
            .array(claims.map { .identity($0.identity) }, of: .uuid),
            .array(claims.map { .id($0.entry) }, of: .uuid),
        ]
    }
}

/// A row of `schema_migrations`: a migration as it was when it ran.
struct LandedMigration: Sendable, Equatable {
    let number: Int
    let name: String
    let checksum: String

    init(number: Int, name: String, checksum: String) {
        self.number = number
        self.name = name
        self.checksum = checksum
    }

    init(row: PostgresRow) throws(PostgresError) {
        self.init(
            number: try row.decode("number"),
            name: try row.decode("name"),
            checksum: try row.decode("checksum")
        )
    }
}

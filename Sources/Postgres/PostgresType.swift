/// The object identifier of a type, as the server's catalogue `pg_type` has it.
public struct PostgresType: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The object identifier.
    public let rawValue: UInt32

    /// Takes any object identifier, known here or not.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// `bool`.
    public static let bool = PostgresType(rawValue: 16)
    /// `bytea`.
    public static let bytea = PostgresType(rawValue: 17)
    /// `bigint`.
    public static let int8 = PostgresType(rawValue: 20)
    /// `smallint`.
    public static let int2 = PostgresType(rawValue: 21)
    /// `integer`.
    public static let int4 = PostgresType(rawValue: 23)
    /// `text`.
    public static let text = PostgresType(rawValue: 25)
    /// `double precision`.
    public static let float8 = PostgresType(rawValue: 701)
    /// `date`.
    public static let date = PostgresType(rawValue: 1082)
    /// `timestamp with time zone`.
    public static let timestamptz = PostgresType(rawValue: 1184)
    /// `numeric`.
    public static let numeric = PostgresType(rawValue: 1700)
    /// `uuid`.
    public static let uuid = PostgresType(rawValue: 2950)
    /// `jsonb`.
    public static let jsonb = PostgresType(rawValue: 3802)

    /// Leaves the type to the server, which takes it from the statement.
    static let inferred = PostgresType(rawValue: 0)
    static let json = PostgresType(rawValue: 114)
    /// `"char"`, name, unknown, bpchar and varchar: their binary form is the text itself.
    private static let otherTexts: Set<UInt32> = [18, 19, 705, 1042, 1043]
    /// Identifiers from here on belong to types that were made by CREATE TYPE, such as enums.
    private static let firstUserDefined: UInt32 = 16_384

    private static let names: [PostgresType: String] = [
        .bool: "bool", .bytea: "bytea", .int8: "int8", .int2: "int2", .int4: "int4", .text: "text",
        .float8: "float8", .date: "date", .timestamptz: "timestamptz", .numeric: "numeric", .uuid: "uuid",
        .jsonb: "jsonb", .json: "json",
    ]

    private static let arrayTypes: [PostgresType: PostgresType] = [
        .bool: 1000, .bytea: 1001, .int2: 1005, .int4: 1007, .text: 1009, .int8: 1016, .float8: 1022, .date: 1182,
        .timestamptz: 1185, .numeric: 1231, .uuid: 2951, .jsonb: 3807,
    ].mapValues(PostgresType.init(rawValue:))

    /// The type of arrays of this type; nil when this module does not know it.
    var arrayType: PostgresType? { PostgresType.arrayTypes[self] }

    /// True when the binary form is the text itself: texts and enums.
    var isText: Bool {
        self == .text || PostgresType.otherTexts.contains(rawValue) || rawValue >= PostgresType.firstUserDefined
    }

    /// The type's name, or its number.
    public var description: String { PostgresType.names[self] ?? "type \(rawValue)" }
}

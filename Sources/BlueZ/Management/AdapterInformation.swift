/// What the kernel says of an adapter.
///
/// ```
///  0          6         7                9                     13                  17        20     269
/// +----------+---------+----------------+---------------------+-------------------+---------+------+------------+
/// | address  | version | manufacturer 2 | supported settings 4| current settings 4| class 3 | name | short name |
/// +----------+---------+----------------+---------------------+-------------------+---------+------+------------+
/// ```
public struct AdapterInformation: Hashable, Sendable {
    /// Bytes of the name, with its NUL.
    static let nameBytes = 249
    /// Bytes of the short name, with its NUL.
    static let shortNameBytes = 11

    /// The public address; `.any` when the adapter has none.
    public var address: BluetoothAddress
    /// What it can do.
    public var supported: AdapterSettings
    /// What it is set to.
    public var current: AdapterSettings
    /// How it is called.
    public var name: String

    /// Makes information.
    public init(address: BluetoothAddress, supported: AdapterSettings, current: AdapterSettings, name: String) {
        self.address = address
        self.supported = supported
        self.current = current
        self.name = name
    }

    /// Reads the answer to `readInformation`.
    init(decoding bytes: [UInt8]) throws(PacketFault) {
        var cursor = ByteCursor(bytes)
        address = try cursor.address()
        _ = try cursor.take(3)
        supported = AdapterSettings(rawValue: try cursor.integer())
        current = AdapterSettings(rawValue: try cursor.integer())
        _ = try cursor.take(3)
        name = try cursor.text(Self.nameBytes)
    }
}

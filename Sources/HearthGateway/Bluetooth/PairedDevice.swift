import BlueZ

/// A device that has been paired, as a person is told of it.
public struct PairedDevice: Sendable, Hashable, Codable {
    /// Its identity address.
    public let address: String
    /// What it calls itself; nil when it said nothing.
    public let name: String?
    /// Whether a passkey or a number was checked.
    public let isAuthenticated: Bool

    init(_ bond: Bond) {
        address = bond.peer.description
        name = bond.name.map { String($0.unicodeScalars.prefix(ScanRow.nameScalars)) }
        isAuthenticated = bond.isAuthenticated
    }
}

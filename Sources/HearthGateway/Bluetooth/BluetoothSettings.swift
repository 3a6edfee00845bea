import BlueZ
import Settings

/// What the gateway was told of its Bluetooth adapter.
public struct BluetoothSettings: Sendable, Equatable {
    /// Which adapter.
    public var adapter: AdapterChoice
    /// How it is called; meters with a display show it during a pairing.
    public var name: String
    /// Whether it hides behind private addresses.
    public var isPrivate: Bool

    /// The values of `bluetooth.privacy`.
    private enum Privacy: String, CaseIterable { case on, off }

    /// The name that an adapter has unless it is told another.
    public static let defaultName = "Hearth gateway"

    /// Makes settings.
    public init(adapter: AdapterChoice, name: String = defaultName, isPrivate: Bool = false) {
        self.adapter = adapter
        self.name = name
        self.isPrivate = isPrivate
    }

    /// Reads `bluetooth.adapter`, `bluetooth.name` and `bluetooth.privacy`; nil when there is to be no adapter.
    ///
    /// - Throws: `SettingsError.malformed`, which names the key.
    init?(reading settings: SettingsReader) throws(SettingsError) {
        let name = settings.text("bluetooth.name") ?? Self.defaultName
        let privacy = try settings.choice("bluetooth.privacy", default: Privacy.off)
        guard let text = settings.text("bluetooth.adapter"), text != "none" else { return nil }
        guard let adapter = AdapterChoice(text) else {
            throw .malformed(key: "bluetooth.adapter", expected: "none, first, hci0 (or another number) or an address")
        }
        self.init(adapter: adapter, name: name, isPrivate: privacy == .on)
    }
}

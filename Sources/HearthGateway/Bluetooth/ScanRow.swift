/// A device of a scan, as a person sees it.
public struct ScanRow: Sendable, Hashable, Codable {
    /// The longest name that is told: a stranger chooses it.
    static let nameScalars = 40

    /// What it measures; nil when it does not say.
    public var kind: String?
    /// What it calls itself; nil when it says nothing.
    public var name: String?
    /// Its address.
    public var address: String
    /// The strength of its signal in dBm; nil when it is not known.
    public var signal: Int8?
    /// Whether there is a bond with it.
    public var isPaired: Bool

    /// The lines of a table with a heading.
    static func lines(_ rows: [ScanRow]) -> [String] {
        [line("KIND", "NAME", "ADDRESS", "SIGNAL", "PAIRED")]
            + rows.map { row in
                line(
                    row.kind ?? "-",
                    row.name ?? "-",
                    row.address,
                    row.signal.map { "\($0) dBm" } ?? "-",
                    row.isPaired ? "yes" : "no"
                )
            }
    }

    private static func line(_ kind: String, _ name: String, _ address: String, _ signal: String, _ paired: String)
        -> String
    {
        let columns = [(kind, 16), (name, 24), (address, 19), (signal, 9)]
        return columns.map { text, width in
            String(text.prefix(width - 1)) + String(repeating: " ", count: max(1, width - text.count))
        }.joined() + paired
    }
}

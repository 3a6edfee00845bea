import BlueZ

/// What a scan has seen so far; a value, so that it can be shown again and again.
public struct ScanTable: Sendable {
    /// The most devices that are kept: a street full of phones, and a bound on memory.
    static let maximumDevices = 500

    private struct Row {
        var sighting: Sighting
        var isPaired: Bool
    }

    private let book: BondBook
    private let showsAll: Bool
    private var rows: [PeerAddress: Row] = [:]

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - book: The bonds, to tell what is paired.
    ///   - showsAll: Whether devices are shown that announce no health service.
    public init(book: BondBook, showsAll: Bool = false) {
        self.book = book
        self.showsAll = showsAll
    }

    /// Takes a sighting; what was known of the device before stays known.
    public mutating func take(_ sighting: Sighting) {
        guard var row = rows[sighting.peer] else {
            guard rows.count < Self.maximumDevices else { return }
            rows[sighting.peer] = Row(sighting: sighting, isPaired: book.bond(with: sighting.peer.address) != nil)
            return
        }
        row.sighting.signal = sighting.signal ?? row.sighting.signal
        row.sighting.advertisement.merge(sighting.advertisement)
        rows[sighting.peer] = row
    }

    /// The lines to show, the nearest device first.
    public var lines: [String] {
        let shown = rows.values.filter { row in
            showsAll || row.isPaired || HealthKind(row.sighting.advertisement) != nil
        }
        let sorted = shown.sorted { left, right in
            let (first, second) = (left.sighting.signal ?? .min, right.sighting.signal ?? .min)
            let isNearer = first > second
            return first == second ? left.sighting.peer.description < right.sighting.peer.description : isNearer
        }
        return [Self.line("KIND", "NAME", "ADDRESS", "SIGNAL", "PAIRED")] + sorted.map(Self.line)
    }

    private static func line(_ row: Row) -> String {
        line(
            HealthKind(row.sighting.advertisement)?.rawValue ?? "-",
            row.sighting.advertisement.name ?? "-",
            row.sighting.peer.description,
            row.sighting.signal.map { "\($0) dBm" } ?? "-",
            row.isPaired ? "yes" : "no"
        )
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

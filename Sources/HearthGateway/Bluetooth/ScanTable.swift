import BlueZ
import GATT

/// What a scan has seen so far; a value, so that it can be shown again and again.
public struct ScanTable: Sendable {
    /// The most devices that are kept: a street full of phones, and a bound on memory.
    static let maximumDevices = 500

    private struct Row {
        var sighting: Sighting
        var isPaired: Bool
    }

    private let book: BondBook
    private let quirks: DeviceQuirks
    private let showsAll: Bool
    private var rows: [PeerAddress: Row] = [:]

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - book: The bonds, to tell what is paired.
    ///   - quirks: Name what does not announce its service.
    ///   - showsAll: Whether devices are shown that announce no health service.
    public init(book: BondBook, quirks: DeviceQuirks, showsAll: Bool = false) {
        self.book = book
        self.quirks = quirks
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

    /// The devices to show, the nearest first.
    public var shown: [ScanRow] {
        let wanted = rows.values.filter { row in
            showsAll || row.isPaired || HealthKind(row.sighting.advertisement, knowing: quirks) != nil
        }
        let sorted = wanted.sorted { left, right in
            let (first, second) = (left.sighting.signal ?? .min, right.sighting.signal ?? .min)
            let isNearer = first > second
            return first == second ? left.sighting.peer.description < right.sighting.peer.description : isNearer
        }
        return sorted.map { row in
            ScanRow(
                kind: HealthKind(row.sighting.advertisement, knowing: quirks)?.rawValue,
                name: row.sighting.advertisement.name.map { String($0.unicodeScalars.prefix(ScanRow.nameScalars)) },
                address: row.sighting.peer.description,
                signal: row.sighting.signal,
                isPaired: row.isPaired
            )
        }
    }

    /// The lines to show, with a heading.
    public var lines: [String] { ScanRow.lines(shown) }
}

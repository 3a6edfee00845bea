import Foundation
import Vitals

/// The readings with a number around the new one, in the order in which they were measured.
struct ReadingWindow {
    /// One of them.
    struct Entry {
        let id: UUID
        let effectiveAt: Instant
        let value: ExactDecimal
    }

    private let entries: [Entry]
    private let newIndex: Int

    /// Drops what has no number, as it neither makes nor breaks a run; nil when the new reading has none.
    init?(_ readings: [EvaluatedReading], newIndex: Int) {
        guard readings[newIndex].value.number != nil else { return nil }
        self.newIndex = readings[..<newIndex].count { $0.value.number != nil }
        entries = readings.compactMap { reading in
            reading.value.number.map { Entry(id: reading.id, effectiveAt: reading.effectiveAt, value: $0) }
        }
    }

    var new: Entry { entries[newIndex] }

    /// The run of consecutive readings with the new one in it of which all hold; empty when the new one does not.
    func run(where holds: (ExactDecimal) -> Bool) -> [Entry] {
        guard holds(new.value) else { return [] }
        let before = entries[..<newIndex].reversed().prefix { holds($0.value) }
        let after = entries[newIndex...].prefix { holds($0.value) }
        return before.reversed() + after
    }

    /// Whether the new reading is the newest, and it and those before it, so many together, all hold.
    func ends(withAtLeast count: Int, where holds: (ExactDecimal) -> Bool) -> Bool {
        guard newIndex == entries.indices.last, entries.count >= count else { return false }
        return entries.suffix(count).allSatisfy { holds($0.value) }
    }
}

import Foundation
import Vitals

/// The readings with a number around the new one, in the order in which they were measured.
struct ReadingWindow {
    /// One of them.
    struct Entry {
        let id: UUID
        let effectiveAt: Instant
        let value: ExactDecimal

        init?(_ reading: EvaluatedReading) {
            guard let number = reading.value.number else { return nil }
            id = reading.id
            effectiveAt = reading.effectiveAt
            value = number
        }
    }

    private let entries: [Entry]
    private let newIndex: Int

    /// Drops what has no number, as it neither makes nor breaks a run, and what is beyond the neighbours that the rule
    /// asks for, so that a wider window decides nothing else; nil when the new reading has no number.
    init?(_ readings: [EvaluatedReading], newIndex: Int, needed: NeighboursNeeded) {
        let numbers = { (slice: ArraySlice<EvaluatedReading>) in slice.compactMap(Entry.init) }
        guard let new = Entry(readings[newIndex]) else { return nil }
        let before = numbers(readings[..<newIndex]).suffix(needed.before)
        entries = before + [new] + numbers(readings[(newIndex + 1)...]).prefix(needed.after)
        self.newIndex = before.count
    }

    var new: Entry { entries[newIndex] }

    /// Whether no later reading is in the window.
    var endsWithNew: Bool { newIndex == entries.count - 1 }

    /// The run of consecutive readings with the new one in it of which all hold; empty when the new one does not.
    func run(where holds: (ExactDecimal) -> Bool) -> [Entry] {
        guard holds(new.value) else { return [] }
        let before = entries[..<newIndex].reversed().prefix { holds($0.value) }
        let after = entries[newIndex...].prefix { holds($0.value) }
        return before.reversed() + after
    }

    /// Whether the new reading and those before it, so many together, all hold.
    func newest(_ count: Int, allSatisfy holds: (ExactDecimal) -> Bool) -> Bool {
        let newest = entries[...newIndex].suffix(count)
        return newest.count == count && newest.allSatisfy { holds($0.value) }
    }
}

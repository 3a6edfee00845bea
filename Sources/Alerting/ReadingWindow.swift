import Foundation
import Vitals

/// The readings that limits can judge, around the new one, in the order in which they were measured.
struct ReadingWindow {
    /// One of them.
    struct Entry {
        let id: UUID
        let effectiveAt: Instant
        let value: JudgedValue

        init?(_ reading: EvaluatedReading, _ limits: MetricLimits) {
            guard let value = limits.judgeable(reading.value) else { return nil }
            id = reading.id
            effectiveAt = reading.effectiveAt
            self.value = value
        }
    }

    private let entries: [Entry]
    private let newIndex: Int

    /// Drops what cannot be judged, as it neither makes nor breaks a run, and what is beyond the neighbours that the
    /// rule asks for, so that a wider window decides nothing else; nil when the new reading cannot be judged.
    init?(_ readings: [EvaluatedReading], newIndex: Int, limits: MetricLimits, needed: NeighboursNeeded) {
        let judged = { (slice: ArraySlice<EvaluatedReading>) in slice.compactMap { Entry($0, limits) } }
        guard let new = Entry(readings[newIndex], limits) else { return nil }
        let before = judged(readings[..<newIndex]).suffix(needed.before)
        entries = before + [new] + judged(readings[(newIndex + 1)...]).prefix(needed.after)
        self.newIndex = before.count
    }

    var new: Entry { entries[newIndex] }

    /// Whether no later reading is in the window.
    var endsWithNew: Bool { newIndex == entries.count - 1 }

    /// The run of consecutive readings with the new one in it of which all hold; empty when the new one does not.
    func run(where holds: (JudgedValue) -> Bool) -> [Entry] {
        guard holds(new.value) else { return [] }
        let before = entries[..<newIndex].reversed().prefix { holds($0.value) }
        let after = entries[newIndex...].prefix { holds($0.value) }
        return before.reversed() + after
    }

    /// Whether the new reading and those before it, so many together, all hold.
    func newest(_ count: Int, allSatisfy holds: (JudgedValue) -> Bool) -> Bool {
        let newest = entries[...newIndex].suffix(count)
        return newest.count == count && newest.allSatisfy { holds($0.value) }
    }
}

import Foundation
import Vitals

/// One value of one metric of one patient, as a rule looks at it.
public struct EvaluatedReading: Sendable, Hashable {
    /// The stored reading's key.
    public let id: UUID
    /// When it was measured.
    public let effectiveAt: Instant
    /// The value in the metric's unit.
    public let value: MeasuredValue

    /// Makes a reading to evaluate.
    public init(id: UUID, effectiveAt: Instant, value: MeasuredValue) {
        self.id = id
        self.effectiveAt = effectiveAt
        self.value = value
    }
}

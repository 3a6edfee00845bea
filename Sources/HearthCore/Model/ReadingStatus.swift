/// What a version of a reading is: FHIR's ObservationStatus; the raw values are stored and go over the wire.
public enum ReadingStatus: String, Hashable, Sendable, CaseIterable {
    /// As it was measured.
    case final
    /// It says something else than the version before that is no value: when it was measured.
    case amended
    /// It has another value than the version before.
    case corrected
    /// The reading is withdrawn: it should never have been stored, and no longer counts.
    case enteredInError = "entered-in-error"

    /// Whether a newest version of this status is in lists, trends and the judgement of limits.
    public var counts: Bool { self != .enteredInError }
}

import ExactJSON

/// Why an item of a request is not a measurement at all; the raw values are stable codes on the wire.
public enum RefusalReason: String, Sendable, Hashable, CaseIterable {
    /// A member that every item has is not there.
    case missingMember = "missing-member"
    /// A member's value is of another JSON type.
    case wrongType = "wrong-type"
    /// A member's value is malformed or out of bounds.
    case invalidValue = "invalid-value"
    /// A member is not known: it may be misspelt, and to ignore it could put a reading on the wrong person.
    case unknownMember = "unknown-member"
    /// The kind is not one that Hearth knows.
    case unknownKind = "unknown-kind"
    /// The unit is not one that Hearth knows.
    case unknownUnit = "unknown-unit"
    /// The kind is not measured in this unit.
    case unsuitableUnit = "unsuitable-unit"
    /// A metric is not known, or is none of the kind's.
    case unknownMetric = "unknown-metric"
    /// A metric that the kind always has is neither a value nor absent with a reason.
    case missingMetric = "missing-metric"
    /// A number has more digits or a greater exponent than any device gives.
    case invalidNumber = "invalid-number"
    /// A time is malformed or outside the years 1970 to 9999.
    case invalidInstant = "invalid-instant"

    init(_ code: JSONReadError.Code) {
        switch code {
        case .missing: self = .missingMember
        case .wrongType: self = .wrongType
        case .invalidValue: self = .invalidValue
        case .unknownMember: self = .unknownMember
        }
    }
}

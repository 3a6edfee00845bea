import Vitals

/// A value as the API would say it: plain digits, or the reason for having none.
func text(_ value: MeasuredValue) -> String {
    switch value {
    case .number(let number): number.description
    case .absent(let reason): reason.rawValue
    }
}

/// The number that a text says exactly.
func number(_ text: String) throws -> MeasuredValue {
    .number(try ExactDecimal(text))
}

import ExactJSON
import Vitals

extension JSONNumber {
    /// The number with all the digits that it was given, such as 2.00.
    ///
    /// A number with an extreme exponent is written with it: as plain digits it would be longer than a parser accepts.
    public init(_ decimal: ExactDecimal) {
        let plain = decimal.description
        let fits = plain.utf8.count <= JSONLimits.standard.maximumNumberBytes
        self.init(knownValid: fits ? plain : "\(decimal.significand)e\(decimal.exponent)")
    }
}

/// What should hold for all inputs and did not for one.
struct BrokenProperty: Error, CustomStringConvertible {
    let description: String
}

/// Throws with this description unless the condition holds.
func hold(_ condition: Bool, _ description: @autoclosure () -> String) throws(BrokenProperty) {
    guard condition else { throw BrokenProperty(description: description()) }
}

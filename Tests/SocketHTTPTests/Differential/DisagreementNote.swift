/// Why Hearth reads one shape of request in another way than h11 does.
struct DisagreementNote: Sendable {
    /// What the request has.
    let shape: String
    /// The rule that Hearth follows.
    let rule: String
    /// Why that is right for Hearth.
    let why: String
    /// Whether a disagreement is of this shape.
    let covers: @Sendable (Disagreement) -> Bool

    init(_ shape: String, rule: String, why: String, covers: @escaping @Sendable (Disagreement) -> Bool) {
        self.shape = shape
        self.rule = rule
        self.why = why
        self.covers = covers
    }

    /// A shape that Hearth refuses with this code and h11 takes, with something about the line that Hearth refuses.
    init(
        _ shape: String,
        refused code: String,
        rule: String,
        why: String,
        where holds: @escaping @Sendable (Disagreement) -> Bool = { _ in true }
    ) {
        self.init(shape, rule: rule, why: why) { $0.refusal == "http.\(code)" && holds($0) }
    }
}

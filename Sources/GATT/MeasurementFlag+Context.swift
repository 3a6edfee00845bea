import Vitals

extension MeasurementFlag {
    /// What only the context of a glucose record says (0x2A34): the bytes of its measurement do not have it.
    public static let ofGlucoseContext: Set<MeasurementFlag> = [
        .beforeMeal, .afterMeal, .fasting, .casual, .bedtime, .testedBySelf, .testedByProfessional, .testedByLaboratory,
        .minorHealthIssues, .majorHealthIssues, .duringMenses, .underStress, .noHealthIssues,
    ]
}

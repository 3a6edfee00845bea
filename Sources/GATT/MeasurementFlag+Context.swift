import Vitals

extension MeasurementFlag {
    /// What only the context of a glucose record says (0x2A34): the bytes of its measurement do not have it.
    public static let ofGlucoseContext: Set<MeasurementFlag> = [
        .beforeMeal, .afterMeal, .fasting, .casual, .bedtime, .testedBySelf, .testedByProfessional, .testedByLaboratory,
        .minorHealthIssues, .majorHealthIssues, .duringMenses, .underStress, .noHealthIssues,
    ]

    /// What a thermometer may say once for all its measurements (0x2A1D): the bytes of those do not have it then.
    public static let ofTemperatureType: Set<MeasurementFlag> = [
        .siteArmpit, .siteBody, .siteEar, .siteFinger, .siteGastrointestinalTract, .siteMouth, .siteRectum, .siteToe,
        .siteTympanum,
    ]
}

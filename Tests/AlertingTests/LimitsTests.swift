import Alerting
import Testing
import Vitals

@Suite("Limits")
struct LimitsTests {
    @Test("must ascend, whichever of them are set")
    func order() throws {
        #expect(throws: LimitError.notAscending(lower: .alertLow, upper: .warningLow)) {
            try MetricLimits(metric: .heartRate, alertLow: 50, warningLow: 50)
        }
        #expect(throws: LimitError.notAscending(lower: .alertLow, upper: .alertHigh)) {
            try MetricLimits(metric: .heartRate, alertLow: 130, alertHigh: 40)
        }
        #expect(throws: LimitError.notAscending(lower: .warningHigh, upper: .alertHigh)) {
            try MetricLimits(metric: .heartRate, warningLow: 50, warningHigh: 110, alertHigh: 100)
        }
        #expect(try MetricLimits(metric: .heartRate).crossing(of: 300) == nil)
    }

    @Test("that no reading can reach are refused")
    func implausible() {
        #expect(throws: LimitError.implausible(.warningLow, .oxygenSaturation)) {
            try MetricLimits(metric: .oxygenSaturation, warningLow: 920)
        }
    }

    @Test(
        "are crossed by what is beyond them",
        arguments: [
            (39, .alertLow), (40, .warningLow), (49, .warningLow), (50, nil), (110, nil), (111, .warningHigh),
            (130, .warningHigh), (131, .alertHigh),
        ] as [(Int32, LimitName?)]
    )
    func crossing(value: Int32, expected: LimitName?) throws {
        #expect(try heartRateRule().limits.crossing(of: ExactDecimal(value))?.name == expected)
    }

    @Test("by default are valid in every group", arguments: LimitGroup.allCases)
    func defaults(group: LimitGroup) throws {
        for limits in LimitDefaults.limits(in: group) {
            let checked = try MetricLimits(
                metric: limits.metric,
                alertLow: limits.alertLow,
                warningLow: limits.warningLow,
                warningHigh: limits.warningHigh,
                alertHigh: limits.alertHigh
            )
            #expect(checked == limits)
            #expect(LimitDefaults.limits(for: limits.metric, in: group) == limits)
        }
    }

    @Test("by default suit the group")
    func groups() {
        #expect(LimitDefaults.limits(for: .oxygenSaturation, in: .standard)?.crossing(of: 91)?.name == .alertLow)
        #expect(LimitDefaults.limits(for: .oxygenSaturation, in: .copd)?.crossing(of: 91) == nil)
        #expect(LimitDefaults.limits(for: .oxygenSaturation, in: .copd)?.crossing(of: 83)?.name == .alertLow)
        #expect(LimitDefaults.limits(for: .bloodGlucose, in: .diabetes)?.crossing(of: 200) == nil)
        #expect(LimitDefaults.limits(for: .bloodGlucose, in: .standard)?.crossing(of: 53)?.name == .alertLow)
        #expect(LimitDefaults.limits(for: .bloodGlucose, in: .standard)?.crossing(of: 69)?.name == .warningLow)
        #expect(LimitDefaults.limits(for: .heartRate, in: .heartFailure)?.crossing(of: 111)?.name == .alertHigh)
        #expect(LimitDefaults.limits(for: .bodyWeight, in: .heartFailure) == nil)
    }

    @Test("policies are bounded")
    func policy() {
        #expect(throws: LimitError.negativeHysteresis) { try RulePolicy(hysteresis: -1) }
        for count in [0, -1, RulePolicy.maximumReadings + 1] {
            #expect(throws: LimitError.consecutiveReadingsOutOfRange) {
                try RulePolicy(hysteresis: 0, readingsToRaise: count)
            }
            #expect(throws: LimitError.consecutiveReadingsOutOfRange) {
                try RulePolicy(hysteresis: 0, readingsToClear: count)
            }
        }
    }

    @Test("need no neighbours with one reading, and enough with several")
    func neighbours() throws {
        let one = LimitRule.windowNeeded(.standard(for: .heartRate))
        #expect((one.before, one.after) == (0, 0))
        let several = LimitRule.windowNeeded(try RulePolicy(hysteresis: 0, readingsToRaise: 2, readingsToClear: 4))
        #expect((several.before, several.after) == (3, 1))
    }

    @Test("are watched by one rule for each metric")
    func rule() throws {
        #expect(try heartRateRule().id == "limit/heart-rate")
        #expect(LimitRule.id(for: .oxygenSaturation) == "limit/oxygen-saturation")
    }
}

import Alerting
import Testing
import Vitals

/// What a gateway's report says about the gateway and its devices.
struct TechnicalRuleTests {
    @Test("a spool that fills is medium, a full one high, and it is over only with room to spare")
    func spoolFills() {
        func verdict(_ percent: Int, _ pressure: GatewayReport.Pressure) -> TechnicalFinding.Verdict? {
            Reports.finding(.spoolFilling, in: Reports.report(usedPercent: percent, pressure: pressure))?.verdict
        }
        #expect(verdict(80, .nearlyFull) == .stands(.medium))
        #expect(verdict(100, .full) == .stands(.high))
        #expect(verdict(79, .normal) == nil)
        #expect(verdict(70, .normal) == nil)
        #expect(verdict(69, .normal) == .over)
    }

    @Test(
        "an adapter that cannot be used stands until it works, is taken away by the configuration, or is being set up",
        arguments: [
            (.absent, .stands(.medium)), (.failed, .stands(.medium)), (.inUse, .stands(.medium)),
            (.settingUp, nil), (.ready, .over), (nil, .over),
        ] as [(GatewayReport.Adapter?, TechnicalFinding.Verdict?)]
    )
    func adapterIsUnusable(adapter: GatewayReport.Adapter?, verdict: TechnicalFinding.Verdict?) {
        #expect(Reports.finding(.adapterUnusable, in: Reports.report(adapter: adapter))?.verdict == verdict)
    }

    @Test(
        "what a device says of itself is told without control characters, and not at any length",
        arguments: [
            ("Acme", "Acme"), (" A \u{7}\u{0} B  ", "A B"), ("\u{0}\n", nil), ("", nil), ("   ", nil),
            (String(repeating: "é", count: 101), String(repeating: "é", count: 100)),
        ] as [(String, String?)]
    )
    func informationIsClean(said: String, told: String?) {
        #expect(GatewayReport.Information(serialNumber: said).serialNumber == told)
    }

    @Test("what a gateway keeps for ever is news once")
    func keptValuesAreNewsOnce() {
        var baseline = GatewayBaseline()
        var verdicts: [TechnicalFinding.Verdict?] = []
        for refused in [0, 2, 2, 3, 1, 2] {
            let report = Reports.report(refused: refused)
            verdicts.append(Reports.finding(.valuesRefused, in: report, baseline: baseline)?.verdict)
            baseline = baseline.after(report)
        }
        #expect(verdicts == [.over, .stands(.medium), .over, .stands(.medium), .over, .stands(.medium)])
    }

    @Test("values that are tried again at a start are not news when they fail again")
    func retriedValuesAreNoNews() {
        let before = GatewayBaseline(undecodable: 5)
        let trying = Reports.report(undecoded: 5)
        #expect(Reports.finding(.valuesUndecodable, in: trying, baseline: before)?.verdict == .over)
        let after = before.after(trying)
        let tried = Reports.report(undecodable: 5)
        #expect(Reports.finding(.valuesUndecodable, in: tried, baseline: after)?.verdict == .over)
        let more = Reports.report(undecodable: 6)
        #expect(Reports.finding(.valuesUndecodable, in: more, baseline: after)?.verdict == .stands(.medium))
    }

    @Test("a measurement that waits on a gateway that is heard is late after an hour, not while the gateway catches up")
    func uploadIsLate() {
        func verdict(waiting minutes: Int64, heardFor heard: Int64) -> TechnicalFinding.Verdict? {
            let report = Reports.report(oldestUnsentAt: Reports.minute(-minutes))
            return Reports.finding(.uploadDelayed, in: report, heardSince: Reports.minute(-heard))?.verdict
        }
        #expect(verdict(waiting: 61, heardFor: 61) == .stands(.medium))
        #expect(verdict(waiting: 60, heardFor: 100) == nil)
        #expect(verdict(waiting: 5_000, heardFor: 60) == nil)
        #expect(verdict(waiting: 30, heardFor: 100) == .over)
        #expect(Reports.finding(.uploadDelayed, in: Reports.report())?.verdict == .over)
        // The gateway's clock was set back after the measurement: it does not wait for less than no time.
        #expect(verdict(waiting: -500, heardFor: 100) == .over)
    }

    @Test(
        "a battery is low at 15 percent and good again at 25",
        arguments: [(0, true), (15, true), (16, nil), (24, nil), (25, false), (100, false)]
    )
    func batteryRunsDown(percent: Int, isLow: Bool?) {
        let device = GatewayReport.Device(identifier: "cuff", batteryPercent: percent)
        let finding = device.findings(policy: TechnicalPolicy()).first { $0.rule == .batteryLow }
        #expect(finding.map { $0.verdict == .stands(.medium) } == isLow)
    }

    @Test(
        "a clock is off beyond 15 minutes either way and right again within 5",
        arguments: [
            (901, true), (-3_600, true), (900, nil), (301, nil), (-300, false), (0, false),
            (Int.min, true), (Int.max, true),
        ]
    )
    func clockIsOff(seconds: Int, isOff: Bool?) {
        let device = GatewayReport.Device(identifier: "cuff", clockOffsetSeconds: seconds)
        let finding = device.findings(policy: TechnicalPolicy()).first { $0.rule == .deviceClockOff }
        #expect(finding.map { $0.verdict == .stands(.medium) } == isOff)
    }

    @Test("a lost bond stands until the device accepts its gateway again, and what is not known says nothing")
    func bondIsLost() {
        func verdict(_ bond: GatewayReport.Bond?) -> TechnicalFinding.Verdict? {
            let device = GatewayReport.Device(identifier: "cuff", bond: bond)
            return device.findings(policy: TechnicalPolicy()).first { $0.rule == .bondLost }?.verdict
        }
        #expect(verdict(.lost) == .stands(.medium))
        #expect(verdict(.bonded) == .over)
        #expect(verdict(nil) == nil)
        #expect(GatewayReport.Device(identifier: "cuff").findings(policy: TechnicalPolicy()).isEmpty)
    }

    @Test("every reason names the rule and its version, and says who it is about")
    func reasonsAreSentences() throws {
        let finding = try #require(Reports.finding(.spoolFilling, in: Reports.report(pressure: .full)))
        #expect(
            finding.text == "technical/spool-filling version 1: the gateway's spool is full: devices are not confirmed "
                + "and keep what they hold"
        )
    }
}

import Testing
import Vitals

@Suite("Codes")
struct CodesTests {
    @Test("oxygen saturation goes under both LOINC codes")
    func oxygenSaturation() {
        #expect(ReadingKind.oxygenSaturation.loincCodes(in: .percent) == ["2708-6", "59408-5"])
    }

    @Test("blood pressure goes under its panel, its metrics under their own")
    func bloodPressure() {
        #expect(ReadingKind.bloodPressure.loincCodes(in: .millimetresOfMercury) == ["85354-9"])
        #expect(ReadingKind.bloodPressure.mdcCode() == 150_020)
        #expect(Metric.systolicPressure.mdcCode() == 150_021)
    }

    @Test("glucose by a meter goes by its unit")
    func glucose() {
        #expect(Metric.bloodGlucose.loincCodes(in: .milligramsPerDecilitre) == ["41653-7"])
        #expect(Metric.bloodGlucose.loincCodes(in: .millimolesPerLitre) == ["14743-9"])
    }

    @Test("the MDC code of a pulse depends on what measured it, and is not guessed")
    func pulse() {
        #expect(Metric.heartRate.mdcCode(from: .cuff) == 149_546)
        #expect(Metric.heartRate.mdcCode(from: .pulseOximeter) == 149_530)
        #expect(Metric.heartRate.mdcCode(from: .electrocardiograph) == 147_842)
        #expect(Metric.heartRate.mdcCode() == nil)
    }

    @Test("no two metrics share a code")
    func unique() {
        let loinc = Metric.allCases.flatMap { $0.loincCodes(in: $0.unit) }
        #expect(Set(loinc).count == loinc.count)
        let mdc = Metric.allCases.compactMap { $0.mdcCode() }
        #expect(Set(mdc).count == mdc.count)
    }
}

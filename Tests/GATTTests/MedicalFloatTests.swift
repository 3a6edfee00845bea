import GATT
import Testing
import Vitals

@Suite("SFLOAT and FLOAT")
struct MedicalFloatTests {
    @Test(
        "The five special mantissas are reasons, not numbers",
        arguments: [
            (0x07FF, 0x007F_FFFF, AbsenceReason.notANumber), (0x07FE, 0x007F_FFFE, .positiveInfinity),
            (0x0800, 0x0080_0000, .notAtThisResolution), (0x0801, 0x0080_0001, .reserved),
            (0x0802, 0x0080_0002, .negativeInfinity),
        ] as [(UInt32, UInt32, AbsenceReason)]
    )
    func specials(sfloat: UInt32, float: UInt32, reason: AbsenceReason) {
        #expect(MedicalFloat.sfloat.decode(sfloat) == .absent(reason))
        #expect(MedicalFloat.float.decode(float) == .absent(reason))
        #expect(MedicalFloat.sfloat.encode(.absent(reason)) == sfloat)
        #expect(MedicalFloat.float.encode(.absent(reason)) == float)
    }

    @Test(
        "The same mantissas with another exponent are numbers",
        arguments: [(0xF7FF, "204.7"), (0x17FE, "20460"), (0xF800, "-204.8"), (0xF802, "-204.6"), (0x0803, "-2045")]
            as [(UInt32, String)]
    )
    func specialMantissaWithExponent(bits: UInt32, expected: String) {
        #expect(text(MedicalFloat.sfloat.decode(bits)) == expected)
    }

    @Test(
        "The ends of FLOAT's range are exact",
        arguments: [(0x7F7F_FFFF, 8_388_607, 127), (0x8080_0000, -8_388_608, -128), (0x8000_0001, 1, -128)]
            as [(UInt32, Int32, Int8)]
    )
    func endsOfRange(bits: UInt32, significand: Int32, exponent: Int8) throws {
        let number = try #require(MedicalFloat.float.decode(bits).number)
        #expect(number.hasSameRepresentation(as: ExactDecimal(significand, exponent: exponent)))
    }

    @Test("Every one of the 65,536 SFLOATs can be written again with the same meaning")
    func everySFLOAT() throws {
        for bits in UInt32(0)...0xFFFF {
            let value = MedicalFloat.sfloat.decode(bits)
            let again = try #require(MedicalFloat.sfloat.encode(value), "\(bits)")
            #expect(text(MedicalFloat.sfloat.decode(again)) == text(value))
        }
    }

    @Test("A number without an exact form is refused", arguments: ["2047", "2049", "36.425", "0.000000001", "-2047"])
    func notEncodable(_ decimal: String) throws {
        #expect(MedicalFloat.sfloat.encode(try number(decimal)) == nil)
    }

    @Test("A failed weighing has no form among the special values")
    func unsuccessful() {
        #expect(MedicalFloat.sfloat.encode(.absent(.unsuccessful)) == nil)
    }
}

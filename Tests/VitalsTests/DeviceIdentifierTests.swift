import Testing
import Vitals

@Suite struct DeviceIdentifierTests {
    @Test(
        "a Bluetooth address has one form, and what is none stays as it is",
        arguments: [
            ("e8:07:01:02:ab:cd", "E8:07:01:02:AB:CD"), ("E8:07:01:02:AB:CD", "E8:07:01:02:AB:CD"),
            ("e8:07:01:02:aB:Cd", "E8:07:01:02:AB:CD"), ("", ""), ("cuff", "cuff"), ("sn-00ab", "sn-00ab"),
            ("e8:07:01:02:ab", "e8:07:01:02:ab"), ("e8:07:01:02:ab:cd:ef", "e8:07:01:02:ab:cd:ef"),
            ("e8:07:01:02:ab:cg", "e8:07:01:02:ab:cg"), ("e8-07-01-02-ab-cd", "e8-07-01-02-ab-cd"),
            ("e8:07:01:02:abc:d", "e8:07:01:02:abc:d"), (":e8:07:01:02:ab:cd", ":e8:07:01:02:ab:cd"),
        ]
    )
    func canonical(text: String, expected: String) { #expect(DeviceIdentifier.canonical(text) == expected) }
}

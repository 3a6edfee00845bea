import Testing

@testable import SocketHTTP

@Suite struct PaceTests {
    @Test("grants the allowance, less what was waited, more for what has come, never more than at first") func grants()
    {
        var pace = Pace(allowance: .seconds(10), bytesPerSecond: 1_000)
        pace.moved(1_000_000)
        #expect(pace.left == .seconds(10))
        pace.waited(.seconds(9))
        #expect(pace.left == .seconds(1))
        pace.moved(2_500)
        #expect(pace.left == .milliseconds(3_500))
        pace.waited(.milliseconds(3_500))
        #expect(pace.left == .zero)
    }

    @Test(
        "counts an IPv6 network as one, and an IPv4 client as itself however it is written",
        arguments: [
            ("2001:db8::1", "2001:db8::2", true), ("2001:db8::1", "2001:db8:0:1::1", false),
            ("10.0.0.1", "::ffff:10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false),
            ("::ffff:10.0.0.1", "::ffff:10.0.0.2", false), ("::1", "0.0.0.0", false),
        ]
    ) func prefixes(_ first: String, _ second: String, areOne: Bool) {
        #expect((AddressPrefix(first) == AddressPrefix(second)) == areOne)
    }
}

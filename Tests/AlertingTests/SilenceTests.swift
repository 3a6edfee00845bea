import Alerting
import Testing
import Vitals

/// Who is silent.
struct SilenceTests {
    private let policy = TechnicalPolicy()
    private let hour: Int64 = 60

    @Test("a gateway is silent after 15 minutes, unless no server could hear it or it is revoked")
    func gatewayIsSilent() {
        func verdict(heard: Int64, serverBack: Int64? = nil, isRevoked: Bool = false) -> TechnicalFinding.Verdict {
            Silence.gateway(
                heardAt: Reports.minute(-heard),
                isRevoked: isRevoked,
                serverBackAt: serverBack.map { Reports.minute(-$0) },
                now: Reports.start,
                policy: policy
            ).verdict
        }
        #expect(verdict(heard: 15) == .over)
        #expect(verdict(heard: 16) == .stands(.medium))
        #expect(verdict(heard: 500, serverBack: 15) == .over)
        #expect(verdict(heard: 500, serverBack: 16) == .stands(.medium))
        #expect(verdict(heard: 500, isRevoked: true) == .over)
    }

    private func device(
        seen: Int64?,
        expected: Int64? = 100_000,
        gateways: [(isSilent: Bool, heardSince: Instant)]? = nil
    ) -> TechnicalFinding? {
        Silence.device(
            seenAt: seen.map { Reports.minute(-$0) },
            expectedSince: expected.map { Reports.minute(-$0) },
            gateways: gateways ?? [(false, Reports.minute(-90_000))],
            now: Reports.start,
            policy: policy
        )
    }

    @Test("a device that somebody has is silent after 36 hours of which its gateway was heard all the time")
    func deviceIsSilent() throws {
        let finding = try #require(device(seen: 37 * hour))
        #expect(finding.verdict == .stands(.medium))
        #expect(finding.text.contains("the device is silent"))
        #expect(device(seen: 36 * hour)?.verdict == .over)
        #expect(device(seen: nil)?.verdict == .stands(.medium))
    }

    @Test("a device is not expected to be seen from before it was handed out, and not when nobody has it")
    func deviceIsExpected() {
        #expect(device(seen: 5_000 * hour, expected: 5)?.verdict == .over)
        #expect(device(seen: nil, expected: nil)?.verdict == .over)
        #expect(device(seen: nil, gateways: [])?.verdict == .over)
    }

    @Test("a silent gateway says nothing of its devices, and one that is back has as long as any to see them")
    func silentGatewayInhibits() {
        let silent = [(isSilent: true, heardSince: Reports.minute(-90_000))]
        #expect(device(seen: 37 * hour, gateways: silent) == nil)
        #expect(device(seen: nil, gateways: silent) == nil)
        let back = [(isSilent: false, heardSince: Reports.minute(-35 * hour))]
        #expect(device(seen: 60 * hour, gateways: back) == nil)
        #expect(device(seen: 10, gateways: back)?.verdict == .over)
        let other = silent + [(isSilent: false, heardSince: Reports.minute(-90_000))]
        #expect(device(seen: 37 * hour, gateways: other)?.verdict == .stands(.medium))
    }

    @Test("a gateway has been heard since its latest silence")
    func heardSince() {
        func since(heard: Int64?, serverBack: Int64? = nil) -> Instant {
            Silence.heardSince(
                heard.map { _ in Reports.minute(-900) },
                heardAt: heard.map { Reports.minute(-$0) },
                serverBackAt: serverBack.map { Reports.minute(-$0) },
                now: Reports.start,
                policy: policy
            )
        }
        #expect(since(heard: nil) == Reports.start)
        #expect(since(heard: 15) == Reports.minute(-900))
        #expect(since(heard: 16) == Reports.start)
        #expect(since(heard: 16, serverBack: 1) == Reports.minute(-900))
    }
}

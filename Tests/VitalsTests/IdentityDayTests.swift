import Testing
import Vitals

@Suite("The day under which an identity is kept")
struct IdentityDayTests {
    private static let received = Instant(millisecondsSince1970: 1_795_248_000_123)

    /// Stored keys depend on it: computed with Python's `datetime`.
    @Test(
        "is what it has always been",
        arguments: [
            ("2024-06-15T23:59:59", nil, 0, 19_889), ("2024-06-15T00:00:00", 7, 0, 19_889),
            ("0001-01-01T00:00:00", nil, 0, -719_162), ("9999-12-31T23:59:59", nil, 0, 2_932_896),
            (nil, 7, 1_795_248_000_123, 0), (nil, nil, 1_795_248_000_123, 20_778), (nil, nil, 0, 0),
            (nil, nil, -1, -1), (nil, nil, 86_399_999, 0), (nil, nil, 86_400_000, 1),
            ("0000-00-00T08:00:00", nil, 86_400_000, 1), ("2024-00-15T08:00:00", 1, 86_400_000, 0),
        ] as [(String?, UInt32?, Int64, Int)]
    )
    func vectors(time: String?, sequence: UInt32?, milliseconds: Int64, days: Int) throws {
        let day = IdentityDay(
            deviceTime: try time.map { try #require(DeviceTimestamp($0)) },
            sequenceNumber: sequence,
            receivedAt: Instant(millisecondsSince1970: milliseconds)
        )
        #expect(day.daysSince1970 == days)
    }

    @Test("is the same wherever the identity is: it depends on nothing that the identity leaves out")
    func follows() {
        var random = SeededRandom(seed: 21)
        var days: [MeasurementIdentity: IdentityDay] = [:]
        var repeats = 0
        for _ in 0..<5_000 {
            let time = DeviceTimestamp(
                year: .random(in: 0...2, using: &random) * 1_013,
                month: .random(in: 0...2, using: &random),
                day: .random(in: 0...2, using: &random),
                hour: .random(in: 0...1, using: &random),
                minute: 0,
                second: 0
            )
            let sequence = Bool.random(using: &random) ? UInt32.random(in: 0...2, using: &random) : nil
            let received = Self.received.adding(seconds: .random(in: -5...5, using: &random) * 86_400)
            let identity = MeasurementIdentity(
                device: "E8:07:01:02:03:04",
                characteristic: 0x2A35,
                kind: .bloodPressure,
                deviceTime: time,
                sequenceNumber: sequence,
                receivedAt: received,
                raw: []
            )
            let day = IdentityDay(deviceTime: time, sequenceNumber: sequence, receivedAt: received)
            if let known = days.updateValue(day, forKey: identity) {
                #expect(known == day)
                repeats += 1
            }
        }
        #expect(repeats > 1_000)
    }
}

import Testing
import Vitals

@testable import HearthGateway

@Suite struct ReceptionTimesTests {
    private let start = Instant(millisecondsSince1970: 1_795_000_000_000)

    /// The clock's milliseconds since the start and those that the value has waited, and what is noted.
    @Test(
        arguments: [
            ([(0, 0), (5, 0), (9, 0)], [0, 5, 9]),
            // Arrived in one millisecond.
            ([(0, 0), (0, 0), (0, 0), (2, 0), (4, 0)], [0, 1, 2, 3, 4]),
            // Handled long after their arrival.
            ([(9_000, 9_000), (9_001, 8_500), (9_002, 2)], [0, 501, 9_000]),
            // The clock was set back a little, and by an hour.
            ([(10_000, 0), (9_000, 0), (20_000, 0)], [10_000, 10_001, 20_000]),
            ([(3_600_000, 0), (1, 0), (1, 0)], [3_600_000, 1, 2]),
        ] as [([(Int64, Int64)], [Int64])]
    )
    func everyValueHasATimeOfItsOwn(arrivals: [(Int64, Int64)], expected: [Int64]) {
        var times = ReceptionTimes()
        let noted = arrivals.map { clock, waited in
            let now = Instant(millisecondsSince1970: start.millisecondsSince1970 + clock)
            return times.next(now: now, waited: .milliseconds(waited)).milliseconds(since: start)
        }
        #expect(noted == expected)
    }
}

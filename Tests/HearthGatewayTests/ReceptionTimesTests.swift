import Spool
import Testing

@testable import HearthGateway

@Suite struct ReceptionTimesTests {
    /// The milliseconds since the start and those that the value has waited, and what is noted.
    @Test(
        arguments: [
            ([(0, 0), (5, 0), (9, 0)], [0, 5, 9]),
            // Arrived in one millisecond.
            ([(0, 0), (0, 0), (0, 0), (2, 0), (4, 0)], [0, 1, 2, 3, 4]),
            // Handled long after their arrival.
            ([(9_000, 9_000), (9_001, 8_500), (9_002, 2)], [0, 501, 9_000]),
        ] as [([(Int64, Int64)], [Int64])]
    )
    func everyValueHasATimeOfItsOwn(arrivals: [(Int64, Int64)], expected: [Int64]) {
        var times = ReceptionTimes()
        let noted = arrivals.map { boot, waited in
            times.next(now: BootTime(bootID: "b", milliseconds: boot), waited: .milliseconds(waited)).milliseconds
        }
        #expect(noted == expected)
    }
}

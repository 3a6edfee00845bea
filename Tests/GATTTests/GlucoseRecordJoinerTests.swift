import GATT
import Testing
import Vitals

@Suite("Records of a glucose meter and their contexts")
struct GlucoseRecordJoinerTests {
    private let start = Instant(millisecondsSince1970: 1_750_000_000_000)

    private func measurement(_ number: UInt16, context: Bool) throws -> GlucoseMeasurement {
        let time = DeviceTimestamp("2024-06-15T17:17:27")
        return GlucoseMeasurement(
            sequenceNumber: number,
            baseTime: try #require(time),
            concentration: nil,
            isContextFollowing: context
        )
    }

    private func after(milliseconds: Int64) -> Instant {
        Instant(millisecondsSince1970: start.millisecondsSince1970 + milliseconds)
    }

    private func summary(_ records: [GlucoseRecord]) -> [String] {
        records.map {
            "\($0.measurement.sequenceNumber)\($0.context == nil ? "" : "+")\($0.missingContext?.rawValue ?? "")"
        }
    }

    @Test("A record without a context goes on at once")
    func alone() throws {
        var joiner = GlucoseRecordJoiner()
        #expect(try summary(joiner.accept(measurement(1, context: false), at: start)) == ["1"])
        #expect(joiner.deadline == nil)
    }

    @Test("A record waits for its context, and those behind it for their turn")
    func joined() throws {
        var joiner = GlucoseRecordJoiner()
        #expect(try joiner.accept(measurement(1, context: true), at: start).isEmpty)
        #expect(try joiner.accept(measurement(2, context: false), at: start).isEmpty)
        let context = GlucoseMeasurementContext(sequenceNumber: 1, meal: .fasting)
        let joined = joiner.accept(context, at: start)
        #expect(summary(joined.records) == ["1+", "2"] && !joined.isOrphan)
        #expect(joined.records.first?.measurements.first?.flags == [.fasting])
    }

    @Test("A context that no record waits for is said to be lost")
    func orphan() throws {
        var joiner = GlucoseRecordJoiner()
        _ = joiner.accept(try measurement(1, context: true), at: start)
        #expect(joiner.accept(GlucoseMeasurementContext(sequenceNumber: 2), at: start).isOrphan)
        #expect(!joiner.accept(GlucoseMeasurementContext(sequenceNumber: 1), at: start).isOrphan)
        #expect(joiner.accept(GlucoseMeasurementContext(sequenceNumber: 1), at: start).isOrphan)
    }

    @Test("A record whose context does not come goes on without it when its time is up")
    func timedOut() throws {
        var joiner = GlucoseRecordJoiner()
        _ = joiner.accept(try measurement(1, context: true), at: start)
        _ = joiner.accept(try measurement(2, context: true), at: after(milliseconds: 1))
        _ = joiner.accept(try measurement(3, context: false), at: after(milliseconds: 2))
        #expect(joiner.deadline == after(milliseconds: GlucoseRecordJoiner.waitMilliseconds))
        let early = joiner.expire(at: after(milliseconds: GlucoseRecordJoiner.waitMilliseconds - 1))
        #expect(early.isEmpty)
        let due = joiner.expire(at: after(milliseconds: GlucoseRecordJoiner.waitMilliseconds))
        #expect(summary(due) == ["1context.timed-out"])
        let rest = joiner.expire(at: after(milliseconds: GlucoseRecordJoiner.waitMilliseconds + 1))
        #expect(summary(rest) == ["2context.timed-out", "3"])
    }

    @Test("More records than are kept push the oldest on without its context")
    func tooMany() throws {
        var joiner = GlucoseRecordJoiner()
        for number in 1...UInt16(GlucoseRecordJoiner.waitingLimit) {
            #expect(try joiner.accept(measurement(number, context: true), at: start).isEmpty)
        }
        #expect(
            try summary(joiner.accept(measurement(99, context: true), at: start)) == ["1context.too-many-waiting"]
        )
    }

    @Test("A record that is sent again does not lose the first")
    func repeated() throws {
        var joiner = GlucoseRecordJoiner()
        _ = joiner.accept(try measurement(1, context: true), at: start)
        #expect(try summary(joiner.accept(measurement(1, context: true), at: start)) == ["1context.repeated"])
        #expect(summary(joiner.finish()) == ["1context.transfer-ended"])
        #expect(joiner.finish().isEmpty)
    }

    @Test("Whatever comes in whatever order, each measurement leaves exactly once", arguments: 0..<20)
    func conservation(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var joiner = GlucoseRecordJoiner()
        var sent: [UInt16] = []
        var released: [UInt16] = []
        for step in 0..<500 {
            let now = after(milliseconds: Int64(step) * Int64.random(in: 0...900, using: &random))
            let number = UInt16.random(in: 0...20, using: &random)
            if Bool.random(using: &random) {
                sent.append(number)
                let measurement = try measurement(number, context: Bool.random(using: &random))
                released += joiner.accept(measurement, at: now).map(\.measurement.sequenceNumber)
            } else {
                let context = GlucoseMeasurementContext(sequenceNumber: number)
                released += joiner.accept(context, at: now).records.map(\.measurement.sequenceNumber)
            }
            #expect(sent.count - released.count <= GlucoseRecordJoiner.waitingLimit)
        }
        released += joiner.finish().map(\.measurement.sequenceNumber)
        #expect(released.sorted() == sent.sorted())
    }
}

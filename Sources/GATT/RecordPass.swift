/// One request for a device's records and what has come of it.
struct RecordPass: Hashable, Sendable {
    /// Whether the device still counts as it did when the position was stored.
    enum Continuity: Hashable {
        /// The stored record has not come again.
        case unconfirmed
        /// It has come again, byte for byte.
        case confirmed
        /// Another record came under its number.
        case restarted
    }

    /// The position from which on records were asked for; nil when all were.
    let start: RecordPosition?
    /// How many records the device says that it will send; nil when it does not count.
    var expected: Int?
    private(set) var received = 0
    private(set) var continuity = Continuity.unconfirmed
    private var last: RecordPosition?
    private var isAscending = true

    init(from start: RecordPosition?) {
        self.start = start
    }

    /// What the device is asked for: the stored record again, too, because it proves that the count goes on.
    var filter: RecordFilter { start.map { .from($0.sequenceNumber) } ?? .all }

    /// Takes note of a record.
    ///
    /// In between, the position moves only from a record to the one with the next number, and only once the stored
    /// record has come again: a device may send its records in any order, and break off after any of them.
    ///
    /// - Parameters:
    ///   - record: The record; nil when it has no number.
    ///   - position: How far the device's records are stored.
    /// - Returns: How far they are stored now.
    mutating func note(_ record: RecordPosition?, position: RecordPosition?) -> RecordPosition? {
        received += 1
        guard let record else {
            isAscending = false
            return position
        }
        if let last, !record.follows(last) { isAscending = false }
        last = record
        guard let start else { return position }
        if record.sequenceNumber == start.sequenceNumber {
            continuity = record.bytes == start.bytes ? .confirmed : .restarted
        }
        guard continuity == .confirmed, let position,
            record.sequenceNumber == position.sequenceNumber &+ 1
        else { return position }
        return record
    }

    /// How far the device's records are stored when the pass has brought all that was asked for.
    ///
    /// The last record is the most recent one when each followed the one before it. Otherwise it is not known which is:
    /// then what was known stays, and where nothing was known all are asked for the next time.
    ///
    /// - Parameter position: How far they were stored before.
    /// - Returns: How far they are stored now; nil when that is not known.
    func end(position: RecordPosition?) -> RecordPosition? {
        guard isAscending else { return start == nil ? nil : position }
        return last
    }
}

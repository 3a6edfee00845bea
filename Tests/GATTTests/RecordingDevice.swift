import GATT

/// A device with a memory, as real ones behave and misbehave: the model that transfers are tested against.
struct RecordingDevice {
    /// In which order the device sends its records.
    enum Order: CaseIterable {
        case oldestFirst, newestFirst, byNumber, shuffled
    }

    /// How much of the specification the device does.
    struct Abilities {
        var counts = true
        var filters = true
        var order = Order.oldestFirst
    }

    var abilities = Abilities()
    /// The records, oldest first.
    private(set) var records: [RecordPosition] = []
    private var nextNumber: UInt16
    private var serial = 0

    init(firstNumber: UInt16, abilities: Abilities = Abilities()) {
        nextNumber = firstNumber
        self.abilities = abilities
    }

    /// Measures, and forgets the oldest record when its memory is full.
    mutating func measure(_ count: Int, capacity: Int = 60) {
        for _ in 0..<count {
            serial += 1
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: serial >> ($0 * 8)) }
            records.append(RecordPosition(sequenceNumber: nextNumber, bytes: bytes))
            nextNumber &+= 1
        }
        records.removeFirst(max(0, records.count - capacity))
    }

    /// Loses its memory and begins to count again.
    mutating func reset(to number: UInt16) {
        records = []
        nextNumber = number
    }

    /// Lets its user delete some records.
    mutating func delete(using random: inout SplitMix64) {
        records.removeAll { _ in Int.random(in: 0..<4, using: &random) == 0 }
    }

    /// What it sends for a request.
    func answer(
        to request: RecordAccessRequest,
        using random: inout SplitMix64
    ) -> (records: [RecordPosition], response: RecordAccessResponse) {
        switch request {
        case .abort:
            return ([], .response(to: .abort, .success))
        case .reportNumberOfRecords(let filter):
            guard abilities.counts else { return ([], .response(to: request.opCode, .opCodeNotSupported)) }
            guard knows(filter) else { return ([], .response(to: request.opCode, .operatorNotSupported)) }
            return ([], .numberOfRecords(UInt16(passing(filter).count)))
        case .reportRecords(let filter):
            guard knows(filter) else { return ([], .response(to: request.opCode, .operatorNotSupported)) }
            let passing = ordered(passing(filter), using: &random)
            return (passing, .response(to: request.opCode, passing.isEmpty ? .noRecordsFound : .success))
        }
    }

    private func knows(_ filter: RecordFilter) -> Bool { abilities.filters || filter == .all }

    private func passing(_ filter: RecordFilter) -> [RecordPosition] {
        records.filter { filter.passes($0.sequenceNumber) }
    }

    private func ordered(_ records: [RecordPosition], using random: inout SplitMix64) -> [RecordPosition] {
        switch abilities.order {
        case .oldestFirst: records
        case .newestFirst: records.reversed()
        case .byNumber: records.sorted { $0.sequenceNumber < $1.sequenceNumber }
        case .shuffled: records.shuffled(using: &random)
        }
    }
}

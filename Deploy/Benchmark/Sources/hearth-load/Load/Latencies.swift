/// How long each answer took.
struct Latencies {
    /// In nanoseconds, in the order of the answers.
    private(set) var nanoseconds: [UInt64] = []

    /// Room for a busy run, so that growing does not disturb it.
    init() { nanoseconds.reserveCapacity(1 << 20) }

    mutating func add(_ latency: UInt64) { nanoseconds.append(latency) }

    /// The latency, in milliseconds, that the given share of the answers did not exceed (nearest rank); nil when there
    /// are none.
    func quantile(_ share: Double) -> Double? {
        guard !nanoseconds.isEmpty else { return nil }
        let rank = Int((share * Double(nanoseconds.count)).rounded(.up))
        let sorted = nanoseconds.sorted()
        return Double(sorted[min(max(rank, 1), sorted.count) - 1]) / 1e6
    }
}

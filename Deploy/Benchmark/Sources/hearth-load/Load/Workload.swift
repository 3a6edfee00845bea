/// What a load sends, and what it makes of the answers.
protocol Workload {
    /// The bytes of the next request, about to be sent at a time of `MonotonicClock`; nil when there is nothing more.
    mutating func request(at time: UInt64) -> [UInt8]?
    /// Takes the answer to a request that `request` made; false counts as a failure.
    mutating func accepts(_ answer: HTTPAnswer) -> Bool
}

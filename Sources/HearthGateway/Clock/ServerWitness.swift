import Foundation

/// What an answer of the server says about the time: its header `Date`, somewhere between question and answer.
struct ServerWitness: Sendable, Equatable {
    /// What to add to the time since the kernel's start to get the server's time.
    let offsetMilliseconds: Int64
    /// How far that may be off.
    let toleranceMilliseconds: Int64

    /// A slower answer says too little.
    private static let longestRoundTripMilliseconds: Int64 = 20_000
    /// The header has whole seconds, and servers make it once a second.
    private static let resolutionMilliseconds: Int64 = 1_000

    /// Makes a witness of an answer.
    ///
    /// - Parameters:
    ///   - serverTime: What the header says.
    ///   - sent: When the question left, in milliseconds since the kernel's start.
    ///   - received: When the answer came.
    init?(serverTime: Date, sent: Int64, received: Int64) {
        let roundTrip = received - sent
        guard (0...Self.longestRoundTripMilliseconds).contains(roundTrip) else { return nil }
        let middle = sent + roundTrip / 2
        // In the middle of the second that it names.
        let shown = Int64(serverTime.timeIntervalSince1970 * 1_000) + Self.resolutionMilliseconds / 2
        offsetMilliseconds = shown - middle
        toleranceMilliseconds = roundTrip / 2 + Self.resolutionMilliseconds
    }
}

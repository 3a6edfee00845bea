import Foundation

/// Numbers of the system's source of randomness, which is asked for several at once: each time is a system call.
struct BufferedRandom: RandomNumberGenerator {
    /// The words of one system call: 256 bytes, the most that `getentropy` gives at once.
    private static let wordCount = 32

    private var words: [UInt64] = []

    mutating func next() -> UInt64 {
        if let word = words.popLast() { return word }
        words = BufferedRandom.more()
        return words.removeLast()
    }

    private static func more() -> [UInt64] {
        var words = [UInt64](repeating: 0, count: wordCount)
        let isFilled = words.withUnsafeMutableBytes { getentropy($0.baseAddress, $0.count) } == 0
        // A system without randomness cannot make keys, as the standard library would find as well.
        precondition(isFilled, "the system's source of randomness has failed")
        return words
    }
}

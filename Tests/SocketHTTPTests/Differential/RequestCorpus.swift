/// Streams of requests to compare parsers on: the same at each run.
///
/// Each is followed by one more request, so that a parser that finds another end of the first one reads something else.
struct RequestCorpus {
    static let follower = "GET /next HTTP/1.1\r\nHost: next\r\n\r\n"
    /// How many streams are made by changing bytes of others.
    static let mutationCount = 3_000

    /// The streams, each once.
    let streams: [[UInt8]]

    init() {
        var seen: Set<[UInt8]> = []
        let grammar = RequestGrammar.streams
        var random = SplitMix(state: 9_112)
        let seeds = RequestGrammar.good + grammar.filter { $0.count < 400 }
        let mutations = (0..<Self.mutationCount).map { _ in Self.mutation(of: seeds, &random) }
        streams = (grammar + mutations).map { $0 + Array(Self.follower.utf8) }.filter { seen.insert($0).inserted }
    }

    /// Every beginning of requests that all parsers take, for which each has to wait at the same places.
    static var beginnings: [[UInt8]] {
        RequestGrammar.good.flatMap { stream in stream.indices.dropFirst().map { Array(stream[..<$0]) } }
    }

    private static let interesting = Array("\r\n\0 \t:;,-0aG/\u{7f}".utf8)

    private static func mutation(of seeds: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
        var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
        for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
            let position = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: position)
            case 2: bytes.insert(interesting[Int.random(in: 0..<interesting.count, using: &random)], at: position)
            case 3: bytes[position] ^= 0x20
            case 4: bytes.insert(contentsOf: bytes[position...].prefix(8), at: position)
            default: moveLine(of: &bytes, &random)
            }
        }
        return bytes
    }

    /// Repeats a line of the stream somewhere among its lines.
    private static func moveLine(of bytes: inout [UInt8], _ random: inout SplitMix) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let line = lines[Int.random(in: 0..<lines.count, using: &random)]
        lines.insert(line, at: Int.random(in: 0...lines.count, using: &random))
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}

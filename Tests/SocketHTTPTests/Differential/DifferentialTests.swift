import Testing

/// Hearth's parser and h11, which is independent of it, on the same streams.
struct DifferentialTests {
    @Test("differs from h11 only where a note says why, and every note is of use") func agrees() throws {
        let streams = RequestCorpus().streams
        var unused = Set(DisagreementNote.all.map(\.shape))
        for (stream, theirs) in zip(streams, try H11.parse(streams)) {
            guard let disagreement = Disagreement(stream, ours: ParsedStream(parsing: stream), theirs: theirs) else {
                continue
            }
            let notes = DisagreementNote.all.filter { $0.covers(disagreement) }
            #expect(
                !notes.isEmpty,
                "ours: \(disagreement.ours), theirs: \(disagreement.theirs), of \(stream.latin1.debugDescription)"
            )
            unused.subtract(notes.map(\.shape))
        }
        #expect(unused.isEmpty)
        #expect(streams.count > 5_000)
    }

    @Test("waits where h11 waits, at every byte of good requests") func waits() throws {
        let beginnings = RequestCorpus.beginnings
        for (stream, theirs) in zip(beginnings, try H11.parse(beginnings)) {
            let ours = ParsedStream(parsing: stream)
            #expect(ours == theirs, "\(stream.latin1.debugDescription)")
        }
    }

    @Test("reads the same however the bytes are cut") func ignoresCuts() {
        for (index, stream) in RequestCorpus().streams.enumerated() {
            let whole = ParsedStream(parsing: stream)
            for pieceBytes in [1, 2 + index % 40] {
                #expect(
                    ParsedStream(parsing: stream, in: pieceBytes) == whole,
                    "\(pieceBytes) bytes at a time, of \(stream.latin1.debugDescription)"
                )
            }
        }
    }
}

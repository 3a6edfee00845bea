@testable import SocketHTTP

extension DisagreementNote {
    /// Everything in which Hearth and h11 differ.
    static let all = lines + targets + heads + lengths + chunks + limits

    private static let lines: [DisagreementNote] = [
        DisagreementNote(
            "a line that ends with a bare LF",
            refused: "malformed-line-ending",
            rule: "RFC 9112 section 2.2: a recipient MAY take a single LF as a line's end",
            why: "A proxy that does not take it sees other lines than the server behind it."
        ) { $0.line.unicodeScalars.last == "\n" && !$0.line.unicodeScalars.dropLast().reversed().starts(with: ["\r"]) },
        DisagreementNote(
            "an empty line before the request line",
            rule: "RFC 9112 section 2.2: a server SHOULD ignore at least one empty line before the request line",
            why: "Clients that end a body with one too many are served; one is ignored and no more."
        ) { $0.refusal == nil && $0.theirs == .refused("no request line received") },
        DisagreementNote(
            "a folded line",
            rule: "RFC 9112 section 5.2: a server MUST refuse a fold with 400 or replace it with spaces",
            why: "What one parser joins, another takes for a field of its own."
        ) {
            // A length that is folded right after its colon is refused before the fold is read.
            $0.refusal == "http.malformed-field" && [" ", "\t"].contains($0.line.unicodeScalars.first)
                || $0.refusal == "http.ambiguous-length" && $0.line == "Content-Length:\r\n"
        },
        DisagreementNote(
            "a control byte in a field's value",
            refused: "malformed-field",
            rule: "RFC 9110 section 5.5: fields with other control characters than NUL, CR and LF are invalid",
            why: "No client of Hearth sends one, and in a log or a terminal it does harm."
        ) { $0.line.unicodeScalars.dropLast(2).contains { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F } },
    ]

    private static let targets: [DisagreementNote] = [
        DisagreementNote(
            "a character or an escape that no URI has",
            refused: "malformed-target",
            rule: "RFC 9112 section 3.2: a server SHOULD answer an invalid request line with 400; RFC 3986 section 3",
            why: "Guessing what was meant makes routes that a proxy's rules did not see."
        ) { $0.target.replacing(/%[0-9A-Fa-f]{2}/, with: "").contains { "\"#<>[\\]^`{|}%".contains($0) } },
        DisagreementNote(
            "a target of none of the four forms, or of one that its method does not have",
            refused: "malformed-target",
            rule: "RFC 9112 section 3.2: authority form is for CONNECT only, asterisk form for OPTIONS only",
            why: "Nothing in Hearth could be meant."
        ) { !$0.target.hasPrefix("/") && !$0.target.contains("://") },
        DisagreementNote(
            "an absolute target that is no http URI, or has user information",
            refused: "malformed-target",
            rule: "RFC 9110 sections 4.2.1, 4.2.2 and 4.2.4: the host is not empty, user information is an error",
            why: "Hearth is no proxy; the host decides nothing, and must not be something else than it looks like."
        ) { !$0.target.hasPrefix("/") && $0.target.contains("://") },
        DisagreementNote(
            "CONNECT",
            refused: "not-implemented",
            rule: "RFC 9110 sections 9.3.6 and 15.6.2: an origin server may not implement it, and then says 501",
            why: "Hearth is no proxy."
        ) { $0.line.hasPrefix("CONNECT ") },
        DisagreementNote(
            "a version that is not HTTP/1",
            refused: "version-not-supported",
            rule: "RFC 9110 sections 2.5 and 15.6.6: another major version is answered with 505",
            why: "Its framing is not that of HTTP/1.1."
        ),
    ]

    private static let heads: [DisagreementNote] = [
        DisagreementNote(
            "a Host that is not a host with an optional port",
            refused: "malformed-host",
            rule: "RFC 9112 section 3.2: a server MUST answer an invalid Host with 400; RFC 9110 section 4.2.1",
            why: "Where a proxy routes by Host, two readings of it are two servers. An empty one names no http URI."
        ) { $0.line.lowercased().hasPrefix("host:") },
        DisagreementNote(
            "an absolute target whose authority is not that of Host",
            refused: "malformed-host",
            rule: "RFC 9112 section 3.2: a client MUST send a Host that is identical to the target's authority",
            why: "Section 3.2.2 lets the target win; a front server that trusts Host would see another request."
        ) {
            $0.target.contains("://") && $0.values("host").count == 1
                && !$0.target.contains("://\($0.values("host")[0])/")
        },
        DisagreementNote(
            "an expectation other than 100-continue",
            refused: "expectation-failed",
            rule: "RFC 9110 section 10.1.1: a server MAY answer 417 to an expectation that it does not know",
            why: "A client that expects something is told that it will not happen."
        ),
        DisagreementNote(
            "a transfer coding with upper-case letters",
            rule: "RFC 9112 section 7: names of codings are case-insensitive",
            why: "Both read chunks; h11 shows the field in lower case and Hearth as it came."
        ) { disagreement in
            guard case .complete(var ours) = disagreement.ours, case .complete(let theirs) = disagreement.theirs else {
                return false
            }
            for index in ours.fields.indices where ours.fields[index][0].lowercased() == "transfer-encoding" {
                ours.fields[index][1] = ours.fields[index][1].lowercased()
            }
            return ours == theirs
        },
    ]

    private static let lengths: [DisagreementNote] = [
        DisagreementNote(
            "Content-Length beside Transfer-Encoding",
            refused: "ambiguous-length",
            rule: "RFC 9112 section 6.1: a server MAY refuse it, or process it and close the connection",
            why: "It is what request smuggling looks like."
        ) { !$0.values("content-length").isEmpty && !$0.values("transfer-encoding").isEmpty },
        DisagreementNote(
            "Transfer-Encoding in HTTP/1.0",
            refused: "ambiguous-length",
            rule: "RFC 9112 section 6.1: the framing of such a message MUST be treated as faulty",
            why: "A proxy that speaks 1.0 may have passed on what it does not know."
        ) { $0.values("content-length").isEmpty && !$0.values("transfer-encoding").isEmpty },
        DisagreementNote(
            "one Content-Length several times, in a list or in fields",
            refused: "ambiguous-length",
            rule: "RFC 9110 section 8.6: a recipient MUST refuse it or replace it with one number",
            why: "Nobody who means well sends it."
        ) { $0.values("content-length").joined(separator: ",").contains(",") },
        DisagreementNote(
            "a Content-Length of more than 18 digits",
            refused: "ambiguous-length",
            rule: "RFC 9110 section 8.6: a recipient MUST prevent errors by overflow of large numbers",
            why: "No such body is taken, and nobody writes so many zeros."
        ) { $0.values("content-length").contains { $0.count > 18 } },
    ]

    private static let chunks: [DisagreementNote] = [
        DisagreementNote(
            "white space behind a chunk's size",
            refused: "malformed-chunk",
            rule: "RFC 9112 sections 7.1 and 7.1.1: it is bad, and only allowed around an extension's parts",
            why: "Proxies disagree about it, and with them about where the chunk starts."
        ) { $0.line.dropFirst().prefix { $0 != ";" }.contains { " \t".contains($0) } },
        DisagreementNote(
            "a chunk's extension out of its grammar, as one with a control byte",
            refused: "malformed-chunk",
            rule: "RFC 9112 section 7.1.1: an extension is a token, with a token or a quoted string as its value",
            why: "As in a field: what is not in the grammar is not guessed at."
        ) { $0.line.wholeMatch(of: /[0-9A-Fa-f]{1,15};(?s:.*)/) != nil },
        DisagreementNote(
            "a chunk's size of more than 15 digits",
            refused: "malformed-chunk",
            rule: "RFC 9112 section 7.1: a recipient MUST prevent errors by overflow of large numbers",
            why: "No such chunk is taken, and nobody writes so many zeros."
        ) { $0.line.prefix { $0.isHexDigit }.count > RequestParser.chunkSizeDigits },
        DisagreementNote(
            "a chunk's line of more than 256 bytes",
            refused: "malformed-chunk",
            rule: "RFC 9112 section 7.1.1: a server ought to limit the length of extensions",
            why: "Hearth has no use for any extension."
        ) { $0.bytes.count > RequestParser.chunkSizeLineBytes },
    ]

    /// h11 is run without limits of its own.
    private static let limits: [DisagreementNote] = [
        DisagreementNote(
            "a target or a method that is too long",
            rule: "RFC 9112 section 3: 414 for a target that is too long, 501 for a method that is too long",
            why: "What is longer than any that Hearth has is not kept."
        ) { ["http.target-too-long", "http.not-implemented"].contains($0.refusal) && $0.bytes.count > 32 },
        DisagreementNote(
            "too many fields, or too long",
            refused: "header-too-large",
            rule: "RFC 6585 section 5; RFC 9112 section 7.1.1 for extensions, section 7.1.2 for trailers",
            why: "Memory is bounded for each connection."
        ),
        DisagreementNote(
            "a body that is too large",
            refused: "body-too-large",
            rule: "RFC 9110 section 15.5.14",
            why: "It is refused before it is read."
        ),
    ]
}

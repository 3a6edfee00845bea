extension RequestGrammar {
    private static let lengths: [String?] = [
        nil, "0", "5", "05", "+5", "-5", "5 ", "5,5", "5, 5", "5,6", "0x5", "5.0", "5e0", "five", "", "\u{665}",
        "\u{ff15}",
        "5;5", "5\t", "\u{b}5", "999999999999999999", "9223372036854775807", "9223372036854775808",
        "18446744073709551621", "00000000000000000005", "000000000000000000005", "5 5", "'5'", "\"5\"", ",5", "5,",
    ]

    private static let codings: [String?] = [
        nil, "chunked", "Chunked", "CHUNKED", " chunked ", "chunked,", ",chunked", ", chunked", "chunked, chunked",
        "chunked,identity", "identity", "identity, chunked", "gzip, chunked", "chunked, gzip", "gzip", "xchunked",
        "chunkedx", "chunked;a=b", "chunked ;", "\"chunked\"", "'chunked'", "chun ked", "chunked\tx", "",
        "\u{b}chunked",
        "chun\u{212a}ed", "\u{e9}", "x chunked", "chunked\u{c}", "chunked\u{a0}", ",", "trailers, chunked",
        "chunked,\u{301}",
    ]

    /// All pairs of a length and a coding, and their repetitions, before five bytes that are a chunked body too.
    static var framings: [[UInt8]] {
        let pairs = lengths.flatMap { length in
            codings.map { coding in
                [length.map { "Content-Length: \($0)" }, coding.map { "Transfer-Encoding: \($0)" }].compactMap(\.self)
            }
        }
        let repeated: [[String]] = [
            ["Content-Length: 5", "Content-Length: 5"], ["Content-Length: 5", "Content-Length: 6"],
            ["Content-Length: 5", "content-length: 0"], ["Content-Length: 5, 5", "Content-Length: 5"],
            ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
            ["Transfer-Encoding: identity", "Transfer-Encoding: chunked"],
            ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
            ["Transfer-Encoding:", "Transfer-Encoding: chunked"],
            ["Transfer-Encoding: gzip", "transfer-encoding: chunked"],
            ["Transfer-Encoding: chunked", "Content-Length: 5"], ["Transfer-Encoding : chunked"],
            ["Content-Length : 5"],
            ["Transfer-Encoding:\r\n chunked"], ["Content-Length:\r\n 5"], ["X: a\r\n Content-Length: 5"],
            ["Content-Length: 5\r\n\t5"], [" Content-Length: 5"], ["X: a\nContent-Length: 5"],
            ["X: a\rContent-Length: 5"],
            ["X: a\0Content-Length: 5"], ["Content_Length: 5"], ["Transfer_Encoding: chunked"], ["Content-Length5"],
            ["Transfer-Encodin\u{212a}: chunked"], ["Content-Length\0: 5"], ["TE: chunked"],
            ["Upgrade: h2c", "Content-Length: 5"],
            ["Expect: 100-Continue", "Content-Length: 5"], ["Expect: 200-ok", "Content-Length: 5"], ["Expect:"],
        ]
        return (pairs + repeated).flatMap { fields in
            ["POST / HTTP/1.1", "POST / HTTP/1.0"].map { request($0, fields: ["Host: h"] + fields, body: "0\r\n\r\n") }
        } + repeated.map { request("GET / HTTP/1.1", fields: $0 + ["Host: h"], body: "0\r\n\r\n") }
    }

    /// The forms of a chunk's size line, of its end, of the last chunk and of what follows it.
    static var chunkedBodies: [[UInt8]] {
        let sizes = [
            "5", "05", "0000000000005", "000000000000005", "0000000000000005", "000000000000000000005", "+5", "-5",
            "0x5",
            "5h", "5 ", " 5", "5\t", "\t5", "5;", "5;a", "5;a=b", "5;a=\"b\"", "5;a=\"\r\n\"", "5 ;a", "5; a", "5,a",
            "5 a",
            "5;\0", "5;\u{1}", "5;\r", "5\r", "5\u{b}", "5;\u{e9}", "5;a\n", "5\n", "", ";", "g", "\u{665}", "\u{ff15}",
            "5.0",
            "FFFFFFFF", "7fffffffffffffff", "8000000000000000", "ffffffffffffffff", "10000000000000005", "5;a;b;c=d",
            "5:a",
        ]
        let ends = ["\r\n", "\n", "\r", "", "\r\r\n", "\n\r", " \r\n", "x\r\n", "\r\nx", "\r\n\r\n", "\0\0"]
        let lasts = [
            "0\r\n\r\n", "00\r\n\r\n", "0;a\r\n\r\n", "0 \r\n\r\n", "0\n\n", "0\r\n\n", "0\n\r\n", "-0\r\n\r\n",
            "0\r\r\n\r\n", "0\r\n",
        ]
        let trailers = [
            "X: 1", "X:", "X : 1", " X: 1", "X: 1\r\n folded", "X", ":", "X: \0", "X: \u{1}", "X: 1\nY: 2",
            "X: 1\rY: 2",
            "Content-Length: 9", "Transfer-Encoding: chunked", "Host: x", "\u{e9}: 1", "X: \u{e9}",
        ]
        return sizes.map { request(chunks: "\($0)\r\nhello\r\n0\r\n\r\n") }
            + ends.map { request(chunks: "5\r\nhello\($0)0\r\n\r\n") }
            + lasts.map { request(chunks: "5\r\nhello\r\n\($0)") }
            + trailers.map { request(chunks: "0\r\n\($0)\r\n\r\n") }
            + trailers.map { request(chunks: "0\r\nA: 1\r\n\($0)\r\nB: 2\r\n\r\n") }
    }

    /// Every pair of good requests, and every good one before a bad one.
    static var pipelines: [[UInt8]] {
        let pairs = good.flatMap { first in good.map { first + $0 } }
        return pairs + good.map { $0 + request("GET  / HTTP/1.1") } + good.map { Array("\r\n".utf8) + $0 }
    }
}

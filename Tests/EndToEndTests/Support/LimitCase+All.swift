import Foundation

extension LimitCase {
    /// Every key.
    static let all = limits + times

    private static let health = "/healthz"
    /// What a table that a test has locked is needed for.
    private static let stuck = "/v1/patients"
    private static let free = "/v1/gateways"
    /// 6,000 bytes in gzip, which makes 137 of them.
    private static let compressed = """
        H4sIAAAAAAACA+3NixGDIBAFwJYgczFQDtwQBEf5imL16SPztoHNKtzkDBWddlKanpjiZxq3cbeVpnxe4fYc3keRXSzzUiINW7dT+aO21RF9LyeibVKs\
        zHPoumTuxnnFu2gl8jjvkHHgwIEDBw4cOHDgwIEDBw4cOHDgwIEDB44/P35lfIA/cBcAAA==
        """

    private static let limits = [
        LimitCase(key: "limits.connections", value: 1) { tools, seconds in
            let first = try tools.connect()
            first.send(tools.get(health))
            guard first.answer(within: patience)?.status == 200 else { return false }
            let second = try tools.connect()
            second.send(tools.get(health))
            return second.answer(within: patience)?.status == 200 && first.isEnded(within: seconds)
        },
        LimitCase(key: "limits.connectionsPerAddress", value: 1) { tools, seconds in
            let first = try tools.connect(from: "127.0.0.2")
            first.send(tools.get(health))
            guard first.answer(within: patience)?.status == 200 else { return false }
            return try tools.connect(from: "127.0.0.2").answer(within: seconds)?.status == 503
        },
        LimitCase(key: "limits.requestsInFlight", value: 1) { tools, seconds in
            let busy = try tools.connect()
            busy.send(tools.get(stuck, token: tools.administratorToken))
            let other = try tools.connect()
            let end = Date.now.addingTimeInterval(seconds)
            while Date.now < end {
                other.send(tools.get(free, token: tools.administratorToken))
                guard let answer = other.answer(within: patience) else { return false }
                if answer.body.contains("\"overloaded\"") { return busy.answer(within: 0) == nil }
            }
            return false
        },
        LimitCase(key: "limits.bodyBytesInFlight", value: 1 << 20, others: ["limits.bodyBytes": 4 << 20]) {
            tools,
            seconds in
            let uploads = try (0..<2).map { _ in try tools.connect() }
            for upload in uploads {
                upload.send(tools.enrolment(900_000))
                upload.send([UInt8](repeating: UInt8(ascii: " "), count: 899_999))
            }
            let end = Date.now.addingTimeInterval(seconds)
            while Date.now < end {
                for upload in uploads {
                    if let answer = upload.answer(within: 0.1) { return answer.status == 503 }
                }
            }
            return false
        },
        LimitCase(key: "limits.requestsPerConnection", value: 2) { tools, seconds in
            let client = try tools.connect()
            for _ in 0..<2 {
                client.send(tools.get(health))
                guard client.answer(within: patience)?.status == 200 else { return false }
            }
            return client.isEnded(within: seconds)
        },
        LimitCase(key: "limits.pipelinedRequests", value: 2) { tools, seconds in
            let client = try tools.connect()
            client.send(String(repeating: tools.get(health), count: 6))
            for _ in 0..<6 {
                guard client.answer(within: seconds)?.status == 200 else { return client.isEnded(within: seconds) }
            }
            return false
        },
        LimitCase(key: "limits.targetBytes", value: 256) { tools, seconds in
            try status(tools, tools.get("/healthz?" + String(repeating: "a", count: 300)), seconds) == 414
        },
        LimitCase(key: "limits.headerBytes", value: 1_024) { tools, seconds in
            let field = "X: " + String(repeating: "a", count: 1_500) + "\r\n"
            return try status(tools, tools.get(health, besides: field), seconds) == 431
        },
        LimitCase(key: "limits.headerFields", value: 10) { tools, seconds in
            try status(tools, tools.get(health, besides: String(repeating: "X: a\r\n", count: 12)), seconds) == 431
        },
        LimitCase(key: "limits.readingsBodyBytes", value: 1_024) { tools, seconds in
            let head = """
                POST /v1/readings HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(tools.gatewayToken)\r
                Content-Type: application/json\r\nContent-Length: 2000\r\n\r\n
                """
            return try status(tools, head + String(repeating: " ", count: 2_000), seconds) == 413
        },
        LimitCase(key: "limits.bodyBytes", value: 1_024) { tools, seconds in
            try status(tools, tools.enrolment(2_000) + String(repeating: " ", count: 2_000), seconds) == 413
        },
        LimitCase(key: "limits.expansionFactor", value: 2) { tools, seconds in
            let body = Array(Data(base64Encoded: compressed) ?? Data())
            let client = try tools.connect()
            client.send(tools.enrolment(body.count, besides: "Content-Encoding: gzip\r\n"))
            client.send(body)
            return client.answer(within: seconds)?.status == 413
        },
        LimitCase(key: "limits.leastBytesPerSecond", value: 1, others: ["times.bodySeconds": 4]) { tools, seconds in
            // Ever so slow, and longer than the time that is granted without regard to what comes.
            let client = try tools.connect()
            client.send(tools.enrolment(200))
            for _ in 0..<16 {
                client.send("{}")
                if client.answer(within: 0.5) != nil { return false }
            }
            client.send(String(repeating: " ", count: 168))
            return client.answer(within: seconds).map { $0.status != 408 } ?? false
        },
    ]

    private static let times = [
        // The shortest defaults, 10 seconds, are made longer, so that no busy machine is too slow to tell the difference.
        LimitCase(key: "times.firstByteSeconds", value: 600, within: 14, withoutWithin: patience) { tools, seconds in
            try !tools.connect().isEnded(within: seconds)
        },
        LimitCase(key: "times.headerSeconds", value: 600, within: 14, withoutWithin: patience) { tools, seconds in
            try status(tools, "GET / HTTP/1.1\r\n", seconds) == nil
        },
        LimitCase(key: "times.idleSeconds", value: 1, within: 30) { tools, seconds in
            let client = try tools.connect()
            client.send(tools.get(health))
            return client.answer(within: patience)?.status == 200 && client.isEnded(within: seconds)
        },
        LimitCase(key: "times.bodySeconds", value: 1, within: 13) { tools, seconds in
            try status(tools, tools.enrolment(100) + "{", seconds) == 408
        },
        LimitCase(key: "times.writeSeconds", value: 1, within: 25) { tools, seconds in
            // Many answers of which none is taken; what was sent ahead keeps the server's end from being quiet.
            let client = try tools.connect(receiveBytes: 4_096)
            let field = "X: " + String(repeating: "a", count: 300) + "\r\n"
            client.send(String(repeating: tools.get("/v1/openapi.yaml", besides: field), count: 120))
            return client.isCut(within: seconds)
        },
        LimitCase(key: "times.handlerSeconds", value: 1, within: 25) { tools, seconds in
            let client = try tools.connect()
            client.send(tools.get(stuck, token: tools.administratorToken))
            return client.answer(within: seconds)?.body.contains("\"unanswered\"") ?? false
        },
        LimitCase(key: "times.heartbeatSeconds", value: 1, within: 13) { tools, seconds in
            let client = try tools.connect()
            client.send(tools.get("/v1/alerts/stream", token: tools.onCallToken))
            return client.hasText("\r\n:\n\n", within: seconds)
        },
    ]

    private static func status(_ tools: Tools, _ request: String, _ seconds: Double) throws -> Int? {
        let client = try tools.connect()
        client.send(request)
        return client.answer(within: seconds)?.status
    }
}

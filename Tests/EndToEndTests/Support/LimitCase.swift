/// A key of `http.limits` or `http.times`, and how a client sees that the server heeds it.
struct LimitCase: Sendable {
    /// What a case needs besides the server.
    struct Tools: Sendable {
        let port: UInt16
        let administratorToken: String
        let gatewayToken: String
        let onCallToken: String

        func connect(from source: String? = nil, receiveBytes: Int32? = nil) throws -> RawConnection {
            try RawConnection(port, from: source, receiveBytes: receiveBytes)
        }

        func get(_ path: String, token: String? = nil, besides fields: String = "") -> String {
            let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
            return "GET \(path) HTTP/1.1\r\nHost: h\r\n\(authorization)\(fields)\r\n"
        }

        /// The head of an upload that needs no token.
        func enrolment(_ bytes: Int, besides fields: String = "") -> String {
            "POST /v1/gateways/enroll HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                + "\(fields)Content-Length: \(bytes)\r\n\r\n"
        }
    }

    /// As long as a client waits for what comes at once, or soon.
    static let patience = 30.0
    /// The name behind `http.`.
    let key: String
    /// What it is set to.
    let value: Int
    /// What is set besides, with and without it.
    var others: [String: Int] = [:]
    /// How long to wait for the effect at most: less than the default of a time that is set to something shorter.
    var within = patience
    /// How long to wait without it: where the effect would be late, it is long enough to be sure that none comes.
    var withoutWithin = 5.0
    /// True when the server does as the key says, false when it does as it would without.
    let isHeeded: @Sendable (Tools, _ seconds: Double) throws -> Bool
}

import Settings
import SocketHTTP

extension HTTPServerConfiguration {
    /// Reads the limits from `http.limits` and `http.times`; `Deploy/hearth.example.yaml` says what each is for.
    ///
    /// - Throws: `SettingsError`, which names the key.
    mutating func read(_ settings: SettingsReader) throws(SettingsError) {
        func limit(_ name: String, _ value: inout Int, in bounds: ClosedRange<Int>) throws(SettingsError) {
            value = try settings.integer("http.limits.\(name)", default: value, in: bounds)
        }
        func time(_ name: String, _ value: inout Duration, in bounds: ClosedRange<Int>) throws(SettingsError) {
            value = try settings.seconds("http.times.\(name)", default: value, in: bounds)
        }
        try limit("connections", &maximumConnections, in: 1...1_000_000)
        try limit("connectionsPerAddress", &maximumConnectionsPerAddress, in: 1...1_000_000)
        try limit("requestsInFlight", &maximumRequestsInFlight, in: 1...1_000_000)
        try limit("bodyBytesInFlight", &maximumBodyBytesInFlight, in: (1 << 20)...(1 << 40))
        try limit("requestsPerConnection", &maximumRequestsPerConnection, in: 1...1_000_000_000)
        try limit("pipelinedRequests", &maximumPipelinedRequests, in: 1...1_000_000)
        try limit("targetBytes", &limits.targetBytes, in: 256...65_536)
        try limit("headerBytes", &limits.headerBytes, in: 1_024...(1 << 20))
        try limit("headerFields", &limits.headerFields, in: 10...10_000)
        try limit("leastBytesPerSecond", &times.leastBytesPerSecond, in: 1...(1 << 30))
        try limit("expansionFactor", &limits.expansionFactor, in: 1...1_032)
        try time("firstByteSeconds", &times.firstByte, in: 1...3_600)
        try time("headerSeconds", &times.header, in: 1...3_600)
        try time("idleSeconds", &times.idle, in: 1...3_600)
        try time("bodySeconds", &times.body, in: 1...3_600)
        try time("writeSeconds", &times.write, in: 1...3_600)
        try time("handlerSeconds", &times.handler, in: 1...3_600)
    }
}

import ArgumentParser

/// Asks a hello server, which answers five bytes.
struct HelloLoad: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "hello", abstract: "Ask a hello server.")

    @Option var port: UInt16
    @Option var connections: Int
    @Option var seconds: Double

    private struct Hello: Workload {
        let bytes = Array("GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)

        func request(at time: UInt64) -> [UInt8]? { bytes }
        func accepts(_ answer: HTTPAnswer) -> Bool { answer.status == 200 && answer.body.elementsEqual("hello".utf8) }
    }

    func run() throws {
        var loop = try LoadLoop(Hello(), port: port, connections: connections, pace: .closed)
        try loop.run(seconds: seconds).print()
    }
}

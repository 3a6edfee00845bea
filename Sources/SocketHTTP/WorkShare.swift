/// What one loop may take of what the whole server may: loops ask nobody else before they take a request.
struct WorkShare: Sendable, Equatable {
    let connections: Int
    let requests: Int
    let bodyBytes: Int

    /// Rounded up, so that no share is nothing; the acceptor keeps the loops' connections even.
    init(of configuration: HTTPServerConfiguration, among loops: Int) {
        connections = WorkShare.share(configuration.maximumConnections, loops)
        requests = WorkShare.share(configuration.maximumRequestsInFlight, loops)
        bodyBytes = WorkShare.share(configuration.maximumBodyBytesInFlight, loops)
    }

    private static func share(_ whole: Int, _ loops: Int) -> Int { max(1, (whole + loops - 1) / loops) }
}

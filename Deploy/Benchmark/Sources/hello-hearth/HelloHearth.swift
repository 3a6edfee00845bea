import EventLoops
import Foundation
import HTTPTypes
import Logging
import SocketHTTP

/// Answers `GET /hello` with five bytes, on Hearth's HTTP server; the first argument is the number of threads.
@main
struct HelloHearth {
    static func main() async throws {
        let threads = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1
        var router = Router()
        router.on(.get, "/hello") { _ in .text("hello") }
        var configuration = HTTPServerConfiguration()
        // The peer has no such limit, and connecting again is not what is measured.
        configuration.maximumRequestsPerConnection = .max
        let server = HTTPServer(
            configuration: configuration,
            group: try EventLoopGroup(count: threads),
            logger: Logger(label: "hello") { _ in SwiftLogNoOpLogHandler() },
            handler: router
        )
        print("listening \(try await server.start().port)")
        fflush(nil)
        try await Task.sleep(for: .seconds(86_400))
    }
}

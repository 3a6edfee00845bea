import Foundation
import Hummingbird
import Logging
import NIOPosix

/// Answers `GET /hello` with five bytes, on Hummingbird; the first argument is the number of threads.
@main
struct HelloHummingbird {
    static func main() async throws {
        let threads = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1
        let router = Router()
        router.get("hello") { _, _ in "hello" }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                print("listening \(channel.localAddress?.port ?? 0)")
                fflush(nil)
            },
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup(numberOfThreads: threads)),
            logger: Logger(label: "hello") { _ in SwiftLogNoOpLogHandler() }
        )
        try await application.runService()
    }
}

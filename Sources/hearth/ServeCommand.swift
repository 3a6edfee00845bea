import ArgumentParser
import Foundation
import HearthServer
import Supervision

/// Serves the API until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the API, the live streams and the notifier, until SIGTERM or SIGINT.",
        discussion: "Any number of servers may run beside each other on one database."
    )

    @OptionGroup var options: ServerOptions

    @Option(name: .long, help: "The port to listen on; overrides http.port. 0 lets the kernel choose.")
    var port: String?

    func run() async throws {
        let (configuration, logger) = try await options.loadServer(flags: ["http.port": port])
        let server = Server(
            configuration: configuration,
            channel: LogChannel(logger: logger),
            manager: ServiceManager(environment: ProcessInfo.processInfo.environment),
            logger: logger
        )
        try await server.runUntilSignalled { address in
            print("listening http://\(address)")
            // To a pipe, standard output is written when its buffer is full: who waits for the line would wait for
            // ever.
            fflush(nil)
        }
    }
}

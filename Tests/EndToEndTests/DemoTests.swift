import ExactJSON
import Foundation
import Testing

extension WholeProcesses {
    /// The demo as a user starts it.
    struct DemoTests {
        private static let environment = ["HEARTH_MIGRATIONS_DIRECTORY": Binaries.migrations]
        /// Time to make a cluster and the seeded history, and to stop, on a busy machine in a debug build.
        private static let overheadLimit: Duration = .seconds(120)
        private static let stopLimit: Duration = .seconds(30)
        /// Long enough to be in the middle of what was just shown.
        private static let interruptDelay: Duration = .milliseconds(1_500)
        private static let pollInterval: Duration = .milliseconds(200)
        private static let numberKeys = [
            "measured", "stored", "duplicates", "quarantined", "alerts", "alert_latency_ms_p50", "alert_latency_ms_p99",
        ]

        @Test("It loses nothing, raises the alert, and leaves no process behind", .timeLimit(.minutes(4)))
        func losesNothing() async throws {
            try await Self.with(arguments: ["--seconds", "12", "--json"]) { demo in
                let left = await Self.watch(demo, within: Self.overheadLimit)
                let status = try #require(await demo.exitStatus(within: .zero), "it did not end")
                #expect(status == 0, "\(demo.errors.text)")
                #expect(left.isEmpty)

                let line = try #require(demo.output.lines.last)
                let summary = JSONReader(try JSONValue(parsing: Array(line.utf8)))
                #expect(try summary.required("lost").integer() == 0)
                for key in Self.numberKeys {
                    let number = try #require(Double(try summary.required(key).number().text))
                    #expect(number >= 0, "\(key)")
                }
                let measured = try summary.required("measured").integer()
                #expect(measured > 0)
                #expect(try summary.required("stored").integer() >= measured)
                #expect(try summary.required("alerts").integer() > 0)
            }
        }

        /// What the demo shows when a Ctrl-C comes: first its database is being made, then all of it is at work.
        @Test(
            "Ctrl-C leaves no process behind",
            .timeLimit(.minutes(4)),
            arguments: ["starting a private PostgreSQL", "-H 'Last-Event-ID: 0'"]
        )
        func interruptLeavesNothing(shown: String) async throws {
            try await Self.with(arguments: ["--seconds", "600", "--json"]) { demo in
                let deadline = ContinuousClock.now + Self.overheadLimit
                while !demo.output.text.contains(shown), demo.isRunning, ContinuousClock.now < deadline {
                    try await Task.sleep(for: Self.pollInterval)
                }
                try await Task.sleep(for: Self.interruptDelay)
                let children = ProcessTree().descendants(of: demo.identifier)
                #expect(!children.isEmpty, "\(demo.output.text)")
                demo.send(SIGINT)
                let left = await Self.watch(demo, within: Self.stopLimit)
                #expect(!demo.isRunning, "it did not end")
                #expect(left.isEmpty)
            }
        }

        private static func with(arguments: [String], _ body: (ChildProcess) async throws -> Void) async throws {
            let demo = try await ChildProcess.start(
                Binaries.server,
                ["demo"] + arguments,
                environment: environment
            )
            do {
                try await body(demo)
            } catch {
                try? await demo.crash()
                throw error
            }
            try? await demo.crash()
        }

        /// Waits for the demo's end, and returns the descendants of it that outlived it.
        private static func watch(_ demo: ChildProcess, within limit: Duration) async -> Set<ProcessTree.Entry> {
            let deadline = ContinuousClock.now + limit
            var seen: Set<ProcessTree.Entry> = []
            while demo.isRunning && ContinuousClock.now < deadline {
                seen.formUnion(ProcessTree().descendants(of: demo.identifier))
                try? await Task.sleep(for: pollInterval)
            }
            let tree = ProcessTree()
            return seen.filter(tree.contains)
        }
    }
}

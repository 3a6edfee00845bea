import ExactJSON
import Foundation
import Postgres
import PrivateCluster
import Testing

extension WholeProcesses {
    /// What the configuration file says of limits and times is what the server does.
    struct LimitSettingsTests {
        /// Servers that run beside each other.
        private static let atOnce = 6

        @Test(
            "Each key of http.limits and http.times that a file sets changes what the server does",
            .timeLimit(.minutes(4))
        )
        func heedsEach() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let administrator = try deployment.administrator
                let gateway = try await administrator.enroll(code: try await administrator.createGateway("Gateway"))
                let body = try await administrator.post("/v1/users", ["name": "User", "role": "on-call"])
                let onCall = try body.text("token")
                let lock = try await deployment.database.lock("hearth.patients")
                await withTaskGroup(of: Void.self) { group in
                    for (index, item) in LimitCase.all.enumerated() {
                        if index >= Self.atOnce { await group.next() }
                        group.addTask {
                            await Self.check(item, deployment) { port in
                                LimitCase.Tools(
                                    port: port,
                                    administratorToken: administrator.token ?? "",
                                    gatewayToken: gateway.token ?? "",
                                    onCallToken: onCall
                                )
                            }
                        }
                    }
                }
                await lock.close()
            }
        }

        @Test("Each of these keys in the example is tried")
        func knowsAll() throws {
            let example = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../Deploy/hearth.example.yaml").standardizedFileURL
            var section = ""
            var keys: Set<String> = []
            for line in try String(contentsOf: example, encoding: .utf8).split(separator: "\n") {
                let name = line.split(separator: ":")[0].trimmingCharacters(in: .whitespaces)
                if line.hasPrefix("  "), !line.hasPrefix("   ") { section = name }
                guard line.hasPrefix("    "), !name.hasPrefix("#"), ["limits", "times"].contains(section) else {
                    continue
                }
                keys.insert("\(section).\(name)")
            }
            #expect(keys == Set(LimitCase.all.map(\.key)))
        }

        /// Tries a key on a server of its own, and that the same is not seen without it.
        private static func check(
            _ item: LimitCase,
            _ deployment: Deployment,
            _ tools: @escaping @Sendable (UInt16) -> LimitCase.Tools
        ) async {
            do {
                for isSet in [true, false] {
                    var settings = item.others
                    if isSet { settings[item.key] = item.value }
                    let file = deployment.directory.appending(path: "\(item.key)-\(isSet).yaml")
                    try text(settings).write(to: file, atomically: true, encoding: .utf8)
                    let server = ServerProcess(
                        connectionString: deployment.cluster.connectionString(user: "hearth_service"),
                        configuration: ["HEARTH_LOOPS_COUNT": "1", "HEARTH_DATABASE_CONNECTIONS": "4"],
                        file: file
                    )
                    try await server.start()
                    let seconds = isSet ? item.within : item.withoutWithin
                    let tools = tools(server.port ?? 0)
                    let isHeeded = try await BlockingWork.run { try item.isHeeded(tools, seconds) }
                    #expect(isHeeded == isSet, "\(item.key): \(isSet ? "is not heeded" : "makes no difference")")
                    try await server.crash()
                }
            } catch {
                Issue.record("\(item.key): \(error)")
            }
        }

        /// A file of these settings.
        private static func text(_ settings: [String: Int]) -> String {
            let sections = Dictionary(grouping: settings) { $0.key.split(separator: ".")[0] }
            let lines = sections.sorted { $0.key < $1.key }.flatMap { section, settings in
                ["  \(section):"] + settings.map { "    \($0.key.split(separator: ".")[1]): \($0.value)" }
            }
            return "http:\n  graceSeconds: 1\n" + lines.joined(separator: "\n") + "\n"
        }
    }
}

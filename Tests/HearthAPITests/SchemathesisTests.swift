import Foundation
import HearthCore
import Testing

/// The running server against its own OpenAPI document, by a tool that is not ours.
struct SchemathesisTests {
    @Test("schemathesis finds no difference between the document and the server", .timeLimit(.minutes(10)))
    func conforms() async throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["HEARTH_TEST_PYTHON"],
            "HEARTH_TEST_PYTHON names the interpreter with Tests/requirements.txt; Deploy/test sets it"
        )
        let configuration = try #require(Bundle.module.url(forResource: "schemathesis", withExtension: "toml"))
        try await LiveServer.with { server in
            let folder = URL.temporaryDirectory.appending(path: "hearth-schemathesis-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let peer = PeerProcess(
                python,
                [
                    "-m", "schemathesis.cli", "--config-file", configuration.path, "run", "--no-color",
                    "http://\(server.address)/v1/openapi.yaml",
                ],
                environment: [
                    "HEARTH_ADMINISTRATOR_TOKEN": server.token(.administrator),
                    "HEARTH_GATEWAY_TOKEN": server.token(.gateway),
                ],
                folder: folder
            )
            let (status, output) = try await peer.run()
            #expect(status == 0, Comment(rawValue: String(output.suffix(20_000))))
        }
    }
}

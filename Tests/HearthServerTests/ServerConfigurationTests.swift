import Foundation
import Settings
import Testing

@testable import HearthServer

/// The example says what the server does where nothing is set.
struct ServerConfigurationTests {
    private static let example = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Deploy/hearth.example.yaml").standardizedFileURL.path
    /// What other parts of the program read from the same file.
    private static let others: Set<String> = ["database.administrator", "migrations.directory", "log.level"]

    @Test("Every key of the example is known, and every value but that of the database is the default")
    func example() async throws {
        let settings = try await SettingsReader(flags: [:], environment: [:], file: Self.example)
        let configuration = try ServerConfiguration(reading: settings)
        try settings.refuseUnknown(besides: Self.others)
        let database = try settings.requiredText("database.service")
        let bare = try await SettingsReader(flags: ["database.service": database], environment: [:], file: nil)
        #expect(Self.values(configuration) == Self.values(try ServerConfiguration(reading: bare)))
        #expect(Self.values(configuration) == Self.values(ServerConfiguration(database: database)))
    }

    @Test("What the example only shows is known too")
    func comments() async throws {
        let text = try String(contentsOfFile: Self.example, encoding: .utf8)
        let shown = text.split(separator: "\n").filter { $0.wholeMatch(of: /\ +# [A-Za-z]+: .*/) != nil }
        #expect(shown.map { $0.trimmingCharacters(in: .whitespaces) } == ["# trustedProxies: [\"127.0.0.1\"]"])
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try text.replacing("# trustedProxies:", with: "trustedProxies:").write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
        let settings = try await SettingsReader(flags: [:], environment: [:], file: file.path)
        #expect(try ServerConfiguration(reading: settings).trustedProxies == ["127.0.0.1"])
        try settings.refuseUnknown(besides: Self.others)
    }

    @Test("A database must be named, and nothing else")
    func required() async throws {
        let settings = try await SettingsReader(flags: [:], environment: [:], file: nil)
        #expect(throws: SettingsError.missing(key: "database.service")) { try ServerConfiguration(reading: settings) }
    }

    /// Every value that is in a configuration, as lines in no order: those of a set have none.
    private static func values(_ configuration: ServerConfiguration) -> [String] {
        var text = ""
        dump(configuration, to: &text)
        return text.split(separator: "\n").map(String.init).sorted()
    }
}

import Foundation
import Settings
import Testing

@Suite struct SettingsReaderTests {
    @Test func theNearerLayerWins() async throws {
        let file = try TemporaryFile("http:\n  port: 1\n  address: a\n  grace: 5\ndevices:\n  - x y\n  - z\n")
        let settings = try await SettingsReader(
            flags: ["http.port": "3", "http.address": nil],
            environment: ["HEARTH_HTTP_PORT": "2", "HEARTH_HTTP_ADDRESS": "b", "PATH": "/bin"],
            file: file.path
        )
        #expect(try settings.integer("http.port", default: 0, in: 0...9) == 3)
        #expect(settings.text("http.address") == "b")
        #expect(try settings.seconds("http.grace", default: .seconds(1), in: 1...60) == .seconds(5))
        #expect(settings.texts("devices") == ["x y", "z"])
        #expect(settings.text("path") == nil)
    }

    @Test func missingHasItsDefaultAndMalformedNamesTheKey() async throws {
        let settings = try await SettingsReader(
            flags: [:],
            environment: ["HEARTH_HTTP_PORT": "many", "HEARTH_LOG_LEVEL": "loud"],
            file: nil
        )
        #expect(try settings.integer("http.idle", default: 7, in: 0...9) == 7)
        #expect(throws: SettingsError.malformed(key: "http.port", expected: "a whole number from 0 to 9")) {
            try settings.integer("http.port", default: 0, in: 0...9)
        }
        #expect(throws: SettingsError.malformed(key: "log.level", expected: "one of quiet, noisy")) {
            try settings.choice("log.level", default: Level.quiet)
        }
        #expect(throws: SettingsError.missing(key: "server.url")) { try settings.requiredText("server.url") }
    }

    @Test func aKeyOfTheFileThatNobodyReadsIsNamed() async throws {
        let file = try TemporaryFile("http:\n  port: 1\n  adress: a\nmigrations:\n  directory: x\n")
        let settings = try await SettingsReader(flags: [:], environment: [:], file: file.path)
        _ = settings.text("http.port")
        _ = settings.text("http.address")
        #expect(throws: SettingsError.unknown(key: "http.adress")) {
            try settings.refuseUnknown(besides: ["migrations.directory"])
        }
        _ = settings.text("http.adress")
        #expect(throws: SettingsError.unknown(key: "migrations.directory")) { try settings.refuseUnknown() }
        try settings.refuseUnknown(besides: ["migrations.directory"])
    }

    @Test func aListWhereOneValueIsMeantAndALevelWhereAListIsMeantAreRefused() async throws {
        let file = try TemporaryFile("http:\n  port:\n    - '1'\ndevices:\n  a: b\n")
        let settings = try await SettingsReader(flags: [:], environment: [:], file: file.path)
        _ = settings.texts("devices")
        #expect(throws: SettingsError.unknown(key: "devices.a")) { try settings.refuseUnknown() }
        _ = settings.text("http.port")
        #expect(throws: SettingsError.malformed(key: "http.port", expected: "one value")) {
            try settings.refuseUnknown(besides: ["devices.a"])
        }
    }

    @Test(arguments: ["- : [", nil])
    func aNamedFileMustBeThereAndBeYAML(text: String?) async throws {
        let file = try TemporaryFile(text ?? "")
        if text == nil { try FileManager.default.removeItem(atPath: file.path) }
        await #expect(throws: SettingsError.self) {
            try await SettingsReader(flags: [:], environment: [:], file: file.path)
        }
    }

    enum Level: String, CaseIterable { case quiet, noisy }
}

/// A file that is there for as long as the value is.
private final class TemporaryFile {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).yaml").path

    init(_ text: String) throws { try text.write(toFile: path, atomically: true, encoding: .utf8) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
}

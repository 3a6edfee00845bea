import Foundation
import HearthGateway
import Testing

@Suite struct StateDirectoryTests {
    @Test func folderAndCredentialAreForTheirOwnerOnly() async throws {
        try await TestHome.with { home in
            let url = home.folder.appendingPathComponent("a/b")
            let state = try StateDirectory(url)
            #expect(try mode(url) == 0o700)
            #expect(try state.credential() == nil)
            try state.keep(credential: "first")
            let file = url.appendingPathComponent("credential")
            #expect(try mode(file) == 0o600)
            #expect(try state.credential() == "first")
            try state.keep(credential: "second")
            #expect(try StateDirectory(url).credential() == "second")
            #expect(try FileManager.default.contentsOfDirectory(atPath: url.path) == ["credential"])
        }
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o666]) func aCredentialThatOthersCanReachIsRefused(rights: Int) async throws
    {
        try await TestHome.with { home in
            let file = home.stateDirectory.appendingPathComponent("credential")
            try FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: file.path)
            #expect(throws: GatewayError.stateDirectory("credential is readable by others")) {
                try StateDirectory(home.stateDirectory).credential()
            }
        }
    }

    @Test func aDraftThatWasLeftBehindDoesNotOpenTheCredential() async throws {
        try await TestHome.with { home in
            let draft = home.stateDirectory.appendingPathComponent("credential.new")
            try Data("old".utf8).write(to: draft)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: draft.path)
            let state = try StateDirectory(home.stateDirectory)
            try state.keep(credential: "new")
            #expect(try mode(home.stateDirectory.appendingPathComponent("credential")) == 0o600)
            #expect(try state.credential() == "new")
        }
    }

    @Test func whatStandsInTheWayIsSaid() async throws {
        try await TestHome.with { home in
            let file = home.folder.appendingPathComponent("file")
            try Data().write(to: file)
            #expect(throws: GatewayError.stateDirectory("cannot be made")) {
                try StateDirectory(file.appendingPathComponent("state"))
            }
            let credential = home.stateDirectory.appendingPathComponent("credential")
            try FileManager.default.removeItem(at: credential)
            try FileManager.default.createDirectory(at: credential, withIntermediateDirectories: false)
            #expect(throws: GatewayError.stateDirectory("credential cannot be written")) {
                try StateDirectory(home.stateDirectory).keep(credential: "token")
            }
        }
    }

    private func mode(_ url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    }
}

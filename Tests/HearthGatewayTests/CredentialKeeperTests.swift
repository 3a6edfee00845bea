import Foundation
import Logging
import RecordedLog
import Testing
import Upload
import Vitals

@testable import HearthGateway

/// The gateway's token: renewed in time, and at no moment one that the server does not take.
@Suite struct CredentialKeeperTests {
    private static let first = StubServer.token
    private static let old = Duration.seconds(30 * 86_400)

    @Test func aTokenOfAgeIsRenewedKeptAndConfirmedBeforeTheOldOneEnds() async throws {
        try await TestHome.with { home in
            let server = TokenServer(valid: [Self.first])
            let used = Shared<[BearerCredential]>([])
            let keeper = try keeper(home, server, aged: Self.old) { credential in used.update { $0.append(credential) }
            }
            try await keeper.turn()
            let state = try StateDirectory(home.stateDirectory)
            #expect(try state.credential() == "renewed-1")
            #expect(try state.previousCredential() == Self.first)
            let renewed = try BearerCredential("renewed-1")
            #expect(used.value == [renewed])
            #expect(await server.valid == ["renewed-1"])
            let rights = try FileManager.default.attributesOfItem(
                atPath: home.stateDirectory.appendingPathComponent("credential.previous").path
            )[.posixPermissions]
            #expect(rights as? Int == 0o600)
        }
    }

    @Test func aYoungTokenIsConfirmedOnceAndLeftAlone() async throws {
        try await TestHome.with { home in
            let server = TokenServer(valid: [Self.first])
            let keeper = try keeper(home, server, aged: .seconds(86_400))
            for _ in 0..<3 { try await keeper.turn() }
            #expect(await server.posts == 1)
            #expect(try StateDirectory(home.stateDirectory).credential() == Self.first)
        }
    }

    /// A turn makes three requests; whichever of them or of their answers is lost, and whenever power goes with it.
    @Test(arguments: 1...3, TokenServer.Break.allCases)
    func anInterruptionAnywhereLeavesATokenThatWorks(post: Int, place: TokenServer.Break) async throws {
        try await TestHome.with { home in
            let broken = TokenServer(valid: [Self.first], breaking: (post, place))
            await #expect(throws: UploadError(.network)) { try await keeper(home, broken, aged: Self.old).turn() }
            let state = try StateDirectory(home.stateDirectory)
            let kept = try #require(try state.credential())
            #expect(await broken.valid.contains(kept))
            // Started again, however much later.
            let server = TokenServer(valid: await broken.valid)
            try await keeper(home, server, aged: Self.old).turn()
            let token = try #require(try state.credential())
            #expect(await server.valid == [token])
        }
    }

    /// The power went between the two files, or while one of them was a draft.
    @Test(arguments: ["credential.previous", "credential.previous.new", "credential.new"])
    func aHalfWrittenChangeIsNone(file: String) async throws {
        try await TestHome.with { home in
            let text = file.hasSuffix("new") ? "half" : Self.first
            try Data(text.utf8).write(to: home.stateDirectory.appendingPathComponent(file))
            chmod(home.stateDirectory.appendingPathComponent(file).path, 0o600)
            let server = TokenServer(valid: [Self.first, "renewed-0"])
            try await keeper(home, server, aged: Self.old).turn()
            let state = try StateDirectory(home.stateDirectory)
            let token = try #require(try state.credential())
            #expect(await server.valid == [token])
        }
    }

    /// The server was set back to a copy from before the renewal.
    @Test func thePreviousTokenIsTakenUpWhereTheServerKnowsNoOther() async throws {
        try await TestHome.with { home in
            let state = try StateDirectory(home.stateDirectory)
            try state.replace(credential: "unknown")
            let server = TokenServer(valid: [Self.first])
            try await keeper(home, server, aged: .seconds(60)).turn()
            #expect(try state.credential() == Self.first)
            #expect(await server.valid == [Self.first])
        }
    }

    @Test func aRevokedGatewayKeepsWhatItHas() async throws {
        try await TestHome.with { home in
            let state = try StateDirectory(home.stateDirectory)
            try state.replace(credential: "current")
            let server = TokenServer(valid: [])
            try await keeper(home, server, aged: Self.old).turn()
            #expect(try state.credential() == "current")
            #expect(try state.previousCredential() == Self.first)
        }
    }

    @Test func anEnrolmentForgetsTheTokenOfBefore() async throws {
        try await TestHome.with { home in
            let state = try StateDirectory(home.stateDirectory)
            try state.replace(credential: "renewed")
            try state.keep(credential: "of another server")
            #expect(try state.previousCredential() == nil)
        }
    }

    @Test(arguments: [(-1, true), (0, false), (23, false), (25, true), (1_000, true)])
    func aTokenIsDueAtItsShareOfTheAge(hours: Int64, isDue: Bool) {
        let age = CredentialAge(renewal: .seconds(30 * 3_600), share: 0.8)
        let writtenAt = Instant(millisecondsSince1970: 1_795_000_000_000)
        #expect(age.isDue(writtenAt: writtenAt, now: writtenAt.adding(seconds: hours * 3_600)) == isDue)
    }

    private func keeper(
        _ home: TestHome,
        _ server: TokenServer,
        aged age: Duration,
        onChange: @escaping @Sendable (BearerCredential) -> Void = { _ in }
    ) throws -> CredentialKeeper {
        let state = try StateDirectory(home.stateDirectory)
        let writtenAt = try #require(state.credentialWrittenAt)
        return CredentialKeeper(
            state: state,
            transport: server,
            age: CredentialAge(renewal: Self.old, share: 0.9),
            standing: CredentialStanding(),
            clock: { writtenAt.adding(seconds: Int64(age / .seconds(1))) },
            logger: .silent,
            onChange: { onChange($0) }
        )
    }
}

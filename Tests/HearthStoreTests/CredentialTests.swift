import HearthCore
import HearthStore
import Testing

/// Who may come in.
@Suite(.timeLimit(.minutes(3)))
struct CredentialTests {
    @Test(
        "a user's token stands for the user until it is revoked",
        arguments: [Role.clinician, .onCall, .administrator]
    )
    func users(_ role: Role) async throws {
        try await Clinic.with { clinic in
            let made = try await clinic.ports.users.create(name: "Dr. Berg", role: role, as: clinic.administrator)
            let principal = try await clinic.ports.authenticator.principal(for: made.token)
            #expect(principal.role == role && principal.subject == .user(made.user.id))
            #expect(principal.organization == clinic.administrator.organization)
            _ = try await clinic.ports.users.revoke(made.user.id, as: clinic.administrator)
            await CredentialTests.expectRefused(made.token, clinic)
        }
    }

    @Test("no text that is almost a token is accepted")
    func almost() async throws {
        try await Clinic.with { clinic in
            let token = try await clinic.ports.users.create(
                name: "Dr. Berg",
                role: .clinician,
                as: clinic.administrator
            ).token.text
            let other = try await clinic.neighbour().administrator.organization
            let parts = token.split(separator: "_").map(String.init)
            let organization = other.description.filter { $0 != "-" }
            let flipped = String(token.dropLast()) + (token.hasSuffix("0") ? "1" : "0")
            for text in [
                "", "hearth", "hearth___", flipped, token + "0", "x" + token, String(token.dropLast(2)),
                "hearth_\(organization)_\(parts[2])_\(parts[3])", token.replacing("hearth", with: "enrol"), "😀_a_b_c",
            ] {
                await CredentialTests.expectRefused(BearerToken(text), clinic)
            }
        }
    }

    @Test("neither tokens nor codes are stored")
    func onlyHashes() async throws {
        try await Clinic.with { clinic in
            let token = try await clinic.ports.users.create(
                name: "Dr. Berg",
                role: .clinician,
                as: clinic.administrator
            ).token.text
            let secret = try #require(token.split(separator: "_").last)
            let found = try await clinic.count(
                "SELECT count(*) FROM hearth.credentials c WHERE c::text LIKE '%\(secret)%'"
            )
            #expect(found == 0)
        }
    }

    @Test("an enrolment code works once, for one of those who present it at the same moment")
    func enrolment() async throws {
        try await Clinic.with { clinic in
            let made = try await clinic.ports.gateways.create(name: "Hall", as: clinic.administrator)
            let enrolled = await withTaskGroup(of: Enrolment?.self) { group in
                for _ in 0..<4 { group.addTask { try? await clinic.ports.gateways.enroll(code: made.code.text) } }
                return await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
            }
            let enrolment = try #require(enrolled.first)
            #expect(enrolled.count == 1 && enrolment.gateway == made.gateway.id)
            let principal = try await clinic.ports.authenticator.principal(for: enrolment.token)
            #expect(principal.role == .gateway && principal.subject == .gateway(made.gateway.id))
        }
    }

    @Test("a code that has expired, or was replaced, is refused", arguments: [true, false])
    func codesEnd(byTime: Bool) async throws {
        try await Clinic.with { clinic in
            let made = try await clinic.ports.gateways.create(name: "Hall", as: clinic.administrator)
            if byTime {
                try await clinic.execute("UPDATE hearth.enrolment_codes SET expires_at = now()")
            } else {
                _ = try await clinic.ports.gateways.renewCode(made.gateway.id, as: clinic.administrator)
            }
            await #expect(throws: CoreError.unauthenticated) {
                try await clinic.ports.gateways.enroll(code: made.code.text)
            }
        }
    }

    @Test("a rotated token works beside the new one for a while, and no longer")
    func rotation() async throws {
        try await Clinic.with { clinic in
            let made = try await clinic.ports.gateways.create(name: "Hall", as: clinic.administrator)
            let old = try await clinic.ports.gateways.enroll(code: made.code.text).token
            let new = try await clinic.ports.gateways.rotate(made.gateway.id, as: clinic.administrator)
            for token in [old, new] { _ = try await clinic.ports.authenticator.principal(for: token) }
            try await clinic.execute(
                "UPDATE hearth.credentials SET expires_at = expires_at - interval '10 minutes 1 second'"
            )
            await CredentialTests.expectRefused(old, clinic)
            _ = try await clinic.ports.authenticator.principal(for: new)
        }
    }

    @Test("a gateway that renews its token has two until it confirms one of them", arguments: [true, false])
    func renewal(keepsNew: Bool) async throws {
        try await Clinic.with { clinic in
            let made = try await clinic.ports.gateways.create(name: "Hall", as: clinic.administrator)
            let old = try await clinic.ports.gateways.enroll(code: made.code.text).token
            let asked = try await clinic.ports.authenticator.principal(for: old)
            let lost = try await clinic.ports.gateways.renewToken(as: asked).token
            let new = try await clinic.ports.gateways.renewToken(as: asked)
            #expect(new.gateway == made.gateway.id)
            await CredentialTests.expectRefused(lost, clinic)
            // However long it takes: neither has an end.
            try await clinic.execute("UPDATE hearth.credentials SET expires_at = expires_at - interval '1 year'")
            let (kept, other) = keepsNew ? (new.token, old) : (old, new.token)
            _ = try await clinic.ports.authenticator.principal(for: other)
            for _ in 0..<2 {
                let confirming = try await clinic.ports.authenticator.principal(for: kept)
                #expect(try await clinic.ports.gateways.confirmToken(as: confirming).id == made.gateway.id)
            }
            // Uploads under way with the other may finish.
            for token in [kept, other] { _ = try await clinic.ports.authenticator.principal(for: token) }
            try await clinic.execute(
                "UPDATE hearth.credentials SET expires_at = expires_at - interval '10 minutes 1 second'"
            )
            await CredentialTests.expectRefused(other, clinic)
            _ = try await clinic.ports.authenticator.principal(for: kept)
        }
    }

    @Test("nobody but a gateway renews or confirms a token of its own")
    func renewalByOthers() async throws {
        try await Clinic.with { clinic in
            await #expect(throws: CoreError.internal(code: "not-a-gateway")) {
                try await clinic.ports.gateways.renewToken(as: clinic.administrator)
            }
            await #expect(throws: CoreError.internal(code: "not-a-gateway")) {
                try await clinic.ports.gateways.confirmToken(as: clinic.administrator)
            }
        }
    }

    @Test("a revoked gateway is out at once, and gets neither token nor code")
    func revocation() async throws {
        try await Clinic.with { clinic in
            let made = try await clinic.ports.gateways.create(name: "Hall", as: clinic.administrator)
            let token = try await clinic.ports.gateways.enroll(code: made.code.text).token
            _ = try await clinic.ports.gateways.revoke(made.gateway.id, as: clinic.administrator)
            await CredentialTests.expectRefused(token, clinic)
            await #expect(throws: CoreError.conflict(.gatewayRevoked)) {
                try await clinic.ports.gateways.rotate(made.gateway.id, as: clinic.administrator)
            }
            await #expect(throws: CoreError.conflict(.gatewayRevoked)) {
                try await clinic.ports.gateways.renewCode(made.gateway.id, as: clinic.administrator)
            }
        }
    }

    private static func expectRefused(_ token: BearerToken, _ clinic: Clinic) async {
        await #expect(throws: CoreError.unauthenticated) {
            try await clinic.ports.authenticator.principal(for: token)
        }
    }
}

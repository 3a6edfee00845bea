import Foundation
import Testing

@testable import Upload

@Suite("A server over TLS")
struct TransportSecurityTests {
    @Test("It is trusted by the configured authority only, and by its name only")
    func trust() async throws {
        try await TLSServer.with { server in
            let trusting = TransportSecurity(authorityFile: server.certificate)
            let client = try await server.client(trusting)
            #expect(client == "nobody")
            let bySystem = try await server.code(TransportSecurity())
            #expect(bySystem == .untrustedServer)
            let otherName = try await server.code(trusting, host: "localhost")
            #expect(otherName == .untrustedServer)
            let missing = TransportSecurity(authorityFile: server.folder.appending(path: "none.pem").path)
            let withoutFile = try await server.code(missing)
            #expect(withoutFile == .configuration)
            let other = TransportSecurity(authorityFile: server.clientFiles.certificate)
            let otherAuthority = try await server.code(other)
            #expect(otherAuthority == .untrustedServer)
        }
    }

    @Test("A certificate that has expired is not trusted, though its authority is")
    func expired() async throws {
        try await TLSServer.with(days: -1) { server in
            let trusting = TransportSecurity(authorityFile: server.certificate)
            let expired = try await server.code(trusting)
            #expect(expired == .untrustedServer)
        }
    }

    @Test("A server that asks for a certificate gets the gateway's, and takes no gateway without")
    func clientCertificate() async throws {
        try await TLSServer.with(asksForCertificate: true) { server in
            var security = TransportSecurity(authorityFile: server.certificate)
            let without = try await server.code(security)
            #expect(without != nil)
            security.clientCertificateFile = server.clientFiles.certificate
            security.clientKeyFile = server.clientFiles.key
            let client = try await server.client(security)
            #expect(client == "client")
            security.clientKeyFile = server.folder.appending(path: "server.key").path
            let foreignKey = try await server.code(security)
            #expect(foreignKey == .configuration)
        }
    }

    @Test(
        "A key that others can reach, or that is not there, is refused before anything is sent",
        arguments: [nil, 0o640]
    )
    func openKey(rights: Int?) async throws {
        let key = FileManager.default.temporaryDirectory.appending(path: "key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: key) }
        if let rights {
            try Data().write(to: key)
            chmod(key.path, mode_t(rights))
        }
        let security = TransportSecurity(clientCertificateFile: "/none", clientKeyFile: key.path)
        let address = try ServerAddress("https://127.0.0.1")
        let error = #expect(throws: UploadError.self) { try CurlTransport(address: address, security: security) }
        #expect(error?.code == .configuration)
    }
}

import Foundation
import Testing

@testable import Upload

@Suite("A server over TLS")
struct TransportSecurityTests {
    /// An HTTPS server with a certificate of its own for 127.0.0.1; Python's, since ours speaks no TLS.
    private static let script = """
        import http.server, ssl, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers['Content-Length']))
                self.send_response(200); self.send_header('Content-Length', '2'); self.end_headers()
                self.wfile.write(b'ok')
            def log_message(self, *arguments): pass
        server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    @Test("It is trusted by the configured authority only, and by its name only")
    func trust() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (certificate, key) = (folder.appending(path: "cert.pem").path, folder.appending(path: "key.pem").path)
        let openssl = try start([
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days",
            "2",
            "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1",
        ])
        openssl.process.waitUntilExit()
        try #require(openssl.process.terminationStatus == 0)
        let server = try start(["python3", "-c", Self.script, certificate, key])
        defer {
            // A child of the concurrency pool's threads may have SIGTERM blocked.
            kill(server.process.processIdentifier, SIGKILL)
            server.process.waitUntilExit()
        }
        let line = String(decoding: server.output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))

        let trusting = TransportSecurity(authorityFile: certificate)
        #expect(try await code("https://127.0.0.1:\(port)", trusting) == nil)
        #expect(try await code("https://127.0.0.1:\(port)", TransportSecurity()) == .untrustedServer)
        #expect(try await code("https://localhost:\(port)", trusting) == .untrustedServer)
        let missing = TransportSecurity(authorityFile: folder.appending(path: "none.pem").path)
        #expect(try await code("https://127.0.0.1:\(port)", missing) == .configuration)
    }

    private func code(_ address: String, _ security: TransportSecurity) async throws -> UploadError.Code? {
        let transport = try CurlTransport(address: ServerAddress(address), security: security)
        do {
            _ = try await transport.post(HTTPPost(path: "/", credential: nil, body: [1]))
            return nil
        } catch {
            return error.code
        }
    }

    private func start(_ arguments: [String]) throws -> (process: Process, output: Pipe) {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output)
    }
}

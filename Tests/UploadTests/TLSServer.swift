import Foundation
import Testing

@testable import Upload

/// An HTTPS server with a certificate of its own for 127.0.0.1; Python's, since ours speaks no TLS.
struct TLSServer {
    /// The folder of its files; it goes with the server.
    let folder: URL
    /// The server's certificate, which is its own authority.
    let certificate: String
    let port: Int

    private static let script = """
        import http.server, ssl, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers['Content-Length']))
                name = dict(part[0] for part in (self.connection.getpeercert() or {}).get('subject', []))
                body = name.get('commonName', 'nobody').encode()
                self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers()
                self.wfile.write(body)
            def log_message(self, *arguments): pass
        server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        if len(sys.argv) > 3:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(sys.argv[3])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    /// Runs a server for as long as the body takes.
    ///
    /// - Parameters:
    ///   - days: How long its certificate is valid; a negative number is one that has expired.
    ///   - asksForCertificate: Whether it takes only clients with the certificate of `client`.
    ///   - body: What to do meanwhile.
    /// - Throws: What keeps the server from starting, or what `body` throws.
    static func with(
        days: Int = 2,
        asksForCertificate: Bool = false,
        _ body: (TLSServer) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let own = try makeCertificate("server", days: days, in: folder)
        let client = try makeCertificate("client", days: 2, in: folder)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["python3", "-c", script, own.certificate, own.key] + (asksForCertificate ? [client.certificate] : [])
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            // A child of the concurrency pool's threads may have SIGTERM blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
        try await body(TLSServer(folder: folder, certificate: own.certificate, port: port))
    }

    /// The files of the client's certificate and key, the key for its owner only.
    var clientFiles: (certificate: String, key: String) {
        (folder.appending(path: "client.pem").path, folder.appending(path: "client.key").path)
    }

    /// Posts something and returns what the server took the client for.
    func client(_ security: TransportSecurity, host: String = "127.0.0.1") async throws -> String {
        let transport = try CurlTransport(address: ServerAddress("https://\(host):\(port)"), security: security)
        let answer = try await transport.post(HTTPPost(path: "/", credential: nil, body: [1]))
        return String(decoding: answer.body, as: UTF8.self)
    }

    /// Posts something and returns why there was no answer; nil when there was one.
    func code(_ security: TransportSecurity, host: String = "127.0.0.1") async throws -> UploadError.Code? {
        do {
            _ = try await client(security, host: host)
            return nil
        } catch let error as UploadError {
            return error.code
        }
    }

    private static func makeCertificate(
        _ name: String,
        days: Int,
        in folder: URL
    ) throws -> (certificate: String, key: String) {
        let (certificate, key) = (
            folder.appending(path: "\(name).pem").path, folder.appending(path: "\(name).key").path
        )
        let request = folder.appending(path: "\(name).csr").path
        try openssl([
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=\(name)", "-addext",
            "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=CA:TRUE",
        ])
        try openssl([
            "x509", "-req", "-in", request, "-signkey", key, "-copy_extensions", "copy", "-days", "\(days)", "-out",
            certificate,
        ])
        chmod(key, 0o600)
        return (certificate, key)
    }

    private static func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

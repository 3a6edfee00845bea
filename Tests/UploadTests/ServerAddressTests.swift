import Testing

@testable import Upload

@Suite("The server's address and the token")
struct ServerAddressTests {
    @Test(
        "An address that protects the token is taken",
        arguments: [
            ("https://hearth.example.org", "https://hearth.example.org/v1/x"),
            ("https://hearth.example.org:8443/api/", "https://hearth.example.org:8443/api/v1/x"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/x"), ("http://localhost", "http://localhost/v1/x"),
            ("http://[::1]:80", "http://[::1]:80/v1/x"),
        ]
    )
    func taken(text: String, url: String) throws {
        #expect(try ServerAddress(text).url(path: "/v1/x") == url)
    }

    @Test(
        "An address that does not is refused",
        arguments: [
            ("http://hearth.example.org", "upload.insecure-url"),
            ("http://127.0.0.1.example.org", "upload.insecure-url"),
            ("http://10.0.0.1", "upload.insecure-url"), ("ftp://hearth.example.org", "upload.invalid-url"),
            ("hearth.example.org", "upload.invalid-url"), ("https://", "upload.invalid-url"),
            ("", "upload.invalid-url"),
            ("https://user:password@hearth.example.org", "upload.invalid-url"),
            ("https://hearth.example.org?x=1", "upload.invalid-url"),
            ("https://hearth.example.org#x", "upload.invalid-url"),
            ("https://hearth.example.org?", "upload.invalid-url"),
            ("https://hearth.example.org/a b", "upload.invalid-url"),
            ("http://127.0.0.1%2eexample.org", "upload.insecure-url"),
            ("http://localhost@hearth.example.org", "upload.invalid-url"),
        ]
    )
    func refused(text: String, code: String) {
        let error = #expect(throws: UploadError.self) { try ServerAddress(text) }
        #expect(error?.code.rawValue == code)
    }

    @Test("A token that could break out of its header is refused", arguments: ["", "a b", "a\r\nX: y", "é"])
    func tokens(text: String) {
        #expect(throws: UploadError(.invalidToken)) { try BearerCredential(text) }
    }

    @Test("A token is in no description")
    func secrecy() throws {
        let post = HTTPPost(path: "/", credential: try BearerCredential("secret-token"), body: [])
        var dumped = ""
        dump(post, to: &dumped)
        #expect(!"\(post) \(String(reflecting: post)) \(dumped)".contains("secret-token"))
    }
}

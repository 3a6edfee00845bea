import ExactJSON
import HTTPTypes
import SocketHTTP
import Testing

/// An answer as a client reads it.
struct Answer {
    let status: Int
    let fields: HTTPFields
    let text: String

    init(status: Int, fields: HTTPFields, text: String) {
        self.status = status
        self.fields = fields
        self.text = text
    }

    init(_ response: ServerResponse) throws {
        status = response.status.code
        fields = response.fields
        switch response.body {
        case .none: text = ""
        case .bytes(let bytes): text = try #require(String(validating: bytes, as: UTF8.self))
        case .stream: text = "<stream>"
        }
    }

    /// The body as JSON.
    var json: JSONReader { get throws { JSONReader(try JSONValue(parsing: Array(text.utf8))) } }

    /// The code of a problem document, which is checked to be one.
    var problemCode: String {
        get throws {
            #expect(fields[.contentType] == "application/problem+json")
            let document = try json
            let code = try document.required("code").string()
            #expect(try document.required("type").string() == "urn:hearth:problem:\(code)")
            #expect(try document.required("status").integer() == status)
            #expect(try document.required("instance").string().hasPrefix("urn:uuid:"))
            #expect(try !document.required("title").string().isEmpty)
            return code
        }
    }

    /// The first thing that the problem document says is wrong: its place and code.
    var firstError: (place: String, code: String) {
        get throws {
            let error = try json.required("errors").elements()[0]
            let place = try error.optional("pointer") ?? error.optional("parameter") ?? error.required("header")
            return (try place.string(), try error.required("code").string())
        }
    }
}

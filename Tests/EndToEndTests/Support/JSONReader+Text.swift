import ExactJSON

extension JSONReader {
    /// The text of a member; the error shows the whole document, which holds nobody's data in a test.
    func text(_ name: String) throws -> String {
        guard let text = try? required(name).string() else {
            throw EndToEndError("no text \"\(name)\" in \(String(decoding: value.serialized(), as: UTF8.self))")
        }
        return text
    }
}

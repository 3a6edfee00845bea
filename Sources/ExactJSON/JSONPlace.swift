/// Where a value stands; it becomes a text only when something is wrong there.
indirect enum JSONPlace: Sendable {
    /// A pointer.
    case start(String)
    /// A member of an object.
    case member(String, of: JSONPlace)
    /// An element of an array.
    case element(Int, of: JSONPlace)

    /// The JSON pointer; `~` and `/` are escaped as RFC 6901 section 3 says.
    var pointer: String {
        switch self {
        case .start(let pointer): pointer
        case .member(let name, let parent): "\(parent.pointer)/\(JSONPlace.escaped(name))"
        case .element(let index, let parent): "\(parent.pointer)/\(index)"
        }
    }

    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return String(name.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) })
    }
}

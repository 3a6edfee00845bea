/// Where a value stands; it becomes a text only when something is wrong there.
struct JSONPlace: Sendable {
    /// The last step of the way to the value.
    enum Step: Sendable {
        /// From outside of what is read: a pointer.
        case start(String)
        /// To a member of an object.
        case member(String)
        /// To an element of an array.
        case element(Int)
    }

    /// An object or array on the way: a reference, since all of its parts have it in common.
    final class Container: Sendable {
        let place: JSONPlace

        init(_ place: JSONPlace) { self.place = place }
    }

    private let step: Step
    private let container: Container?

    init(_ step: Step, in container: Container? = nil) {
        self.step = step
        self.container = container
    }

    /// The JSON pointer; `~` and `/` are escaped as RFC 6901 section 3 says.
    var pointer: String {
        let parent = container?.place.pointer ?? ""
        return switch step {
        case .start(let pointer): pointer
        case .member(let name): "\(parent)/\(JSONPlace.escaped(name))"
        case .element(let index): "\(parent)/\(index)"
        }
    }

    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return String(name.flatMap { $0 == "~" ? "~0" : $0 == "/" ? "~1" : String($0) })
    }
}

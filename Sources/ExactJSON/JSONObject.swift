/// The members of a JSON object in their order; each name occurs once.
///
/// Names are compared byte for byte, as RFC 8259 section 8.3 recommends, not by Unicode equivalence as Swift's strings
/// are. A lookup walks the members: objects here have a dozen.
public struct JSONObject: Sendable, Hashable {
    /// One name with its value.
    public struct Member: Sendable, Hashable {
        /// The member's name.
        public let name: String
        /// The member's value.
        public let value: JSONValue
    }

    /// The members, in their order.
    public private(set) var members: [Member]

    /// Makes an object without members.
    public init() {
        members = []
    }

    /// Takes members whose names the parser has found to differ.
    init(distinct members: [Member]) {
        self.members = members
    }

    /// Takes those members that have a value; the caller knows that their names differ.
    package init(distinct members: KeyValuePairs<String, JSONValue?>) {
        self.members = members.compactMap { member in member.value.map { Member(name: member.key, value: $0) } }
    }

    /// The value of the member of that name; setting replaces it in place, appends it, or (nil) removes it.
    public subscript(name: String) -> JSONValue? {
        get { index(of: name).map { members[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index] = Member(name: name, value: value)
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    private func index(of name: String) -> Int? {
        let exact = ExactName(text: name)
        return members.firstIndex { ExactName(text: $0.name) == exact }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object of a literal, whose names must differ.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(literal: elements)
    }

    init(literal elements: [(String, JSONValue)]) {
        self.init()
        for (name, value) in elements {
            precondition(self[name] == nil, "A literal object has the same name twice")
            self[name] = value
        }
    }
}

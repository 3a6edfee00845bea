/// The members of an object that is being parsed: what they probably are called, and that no two are called the same.
struct MemberList {
    /// Up to so many members it is quicker to compare names than to hash them.
    private static let comparedNames = 16

    private(set) var members: [JSONObject.Member] = []
    private let shape: [JSONObject.Member]
    /// True while the names are those of the shape, which differ.
    private var isLikeShape = true
    private var names: Set<ExactName> = []

    /// Takes the members of an object that has probably the same names in the same order.
    init(like shape: [JSONObject.Member]) {
        self.shape = shape
        members.reserveCapacity(shape.count)
    }

    /// What the next member is called if the object is like the other one.
    var expectedName: String? { isLikeShape && members.count < shape.count ? shape[members.count].name : nil }

    /// Tells whether a name that is not the expected one is a new one.
    mutating func accept(_ name: String) -> Bool {
        isLikeShape = false
        let exact = ExactName(text: name)
        if members.count <= MemberList.comparedNames {
            return !members.contains { ExactName(text: $0.name) == exact }
        }
        if names.isEmpty { names = Set(members.map { ExactName(text: $0.name) }) }
        return names.insert(exact).inserted
    }

    /// Adds a member whose name was accepted.
    mutating func append(_ name: String, _ value: JSONValue) {
        members.append(JSONObject.Member(name: name, value: value))
    }
}

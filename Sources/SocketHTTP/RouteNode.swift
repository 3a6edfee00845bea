import HTTPTypes

/// One segment of the tree of routes.
struct RouteNode: Sendable {
    private var literals: [Substring: RouteNode] = [:]
    /// At the most one node, in an array since a struct cannot hold itself.
    private var parameter: [RouteNode] = []
    private(set) var routes: [HTTPRequest.Method: Route] = [:]

    /// The methods that can be asked for here, for the `Allow` field.
    var allow: String {
        RouteNode.allow(Set(routes.keys).union(routes[.get] == nil ? [.options] : [.head, .options]))
    }

    /// The value of an `Allow` field.
    static func allow(_ methods: Set<HTTPRequest.Method>) -> String {
        methods.map(\.rawValue).sorted().joined(separator: ", ")
    }

    /// The name in a `{name}` segment; nil for a literal.
    static func parameterName(_ segment: Substring) -> String? {
        guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return nil }
        return String(segment.dropFirst().dropLast())
    }

    mutating func insert(_ route: Route, at segments: ArraySlice<Substring>) {
        guard let segment = segments.first else {
            let replaced = routes.updateValue(route, forKey: route.method)
            precondition(replaced == nil, "two routes for \(route.method) \(route.template)")
            return
        }
        if RouteNode.parameterName(segment) == nil {
            literals[segment, default: RouteNode()].insert(route, at: segments.dropFirst())
        } else {
            if parameter.isEmpty { parameter.append(RouteNode()) }
            parameter[0].insert(route, at: segments.dropFirst())
        }
    }

    /// The node of a path that has routes, and the segments that stand for its parameters.
    func find(_ segments: ArraySlice<Substring>, _ values: inout [Substring]) -> RouteNode? {
        guard let segment = segments.first else { return routes.isEmpty ? nil : self }
        if let found = literals[segment]?.find(segments.dropFirst(), &values) { return found }
        guard let parameter = parameter.first, !segment.isEmpty else { return nil }
        values.append(segment)
        if let found = parameter.find(segments.dropFirst(), &values) { return found }
        values.removeLast()
        return nil
    }
}

import HTTPTypes

/// Finds the handler of a request by its method and the template of its path.
///
/// A template is literal segments and `{name}` parameters, for example `/v1/patients/{patient}/readings`. A literal
/// segment wins over a parameter. A known path with another method is answered 405 with `Allow`, an unknown path 404,
/// a method that nobody has registered 501; HEAD is answered by GET's handler (the server leaves the body out),
/// OPTIONS with `Allow`: that of the path, or of all paths together for `*`.
public struct Router: HTTPHandler {
    /// Answers the requests of one route.
    public typealias Handle = @Sendable (ServerRequest) async -> ServerResponse

    private let renderRejection: RejectionRenderer
    private var root = RouteNode()
    private var methods: Set<HTTPRequest.Method> = [.options]

    /// General methods: where a path has them not, they are known all the same (405, not 501).
    private static let registered = Set(
        ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"]
            .compactMap(HTTPRequest.Method.init(rawValue:))
    )

    /// A router without routes; its own errors are rendered by `renderRejection`.
    public init(renderRejection: @escaping RejectionRenderer = ServerResponse.plain) {
        self.renderRejection = renderRejection
    }

    /// Adds a route.
    ///
    /// Two routes with the same method and path, or a template without a leading slash, are a
    /// programmer's mistake and stop the program.
    public mutating func on(_ method: HTTPRequest.Method, _ template: String, handle: @escaping Handle) {
        precondition(template.hasPrefix("/"), "a template starts with a slash: \(template)")
        let segments = template.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        methods.formUnion(method == .get ? [.get, .head] : [method])
        let names = segments.compactMap(RouteNode.parameterName)
        root.insert(Route(method: method, template: template, parameterNames: names, handle: handle), at: segments[...])
    }

    /// Answers a request with the handler of its route.
    public func respond(to request: ServerRequest) async -> ServerResponse {
        let method = request.method
        guard request.path != "*" else { return Router.options(allow: RouteNode.allow(methods)) }
        guard methods.contains(method) || Router.registered.contains(method) else { return rejected(.notImplemented) }
        let segments = request.path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        var values: [Substring] = []
        guard let node = root.find(segments[...], &values) else { return rejected(.notFound) }
        guard let route = node.routes[method] ?? (method == .head ? node.routes[.get] : nil) else {
            return method == .options
                ? Router.options(allow: node.allow) : rejected(.methodNotAllowed(allow: node.allow))
        }
        var routed = request
        routed.routeTemplate = route.template
        for (name, value) in zip(route.parameterNames, values) {
            guard let decoded = PercentEncoding.decode(value.utf8) else { return rejected(.malformedTarget) }
            routed.pathParameters[name] = decoded
        }
        return await route.handle(routed)
    }

    private static func options(allow: String) -> ServerResponse {
        ServerResponse(status: .noContent, fields: [.allow: allow])
    }

    private func rejected(_ rejection: RequestRejection) -> ServerResponse {
        .rejected(rejection, by: renderRejection)
    }
}

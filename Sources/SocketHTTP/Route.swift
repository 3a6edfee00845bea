import HTTPTypes

/// A handler and the template that leads to it.
struct Route: Sendable {
    let method: HTTPRequest.Method
    let template: String
    let parameterNames: [String]
    let handle: Router.Handle
}

import ExactJSON
import Foundation
import HearthCore
import SocketHTTP

/// One request to an operation, after all that is the same for every operation has been checked.
struct Call: Sendable {
    /// What is asked for.
    let operation: Operation
    /// The request.
    let request: ServerRequest
    /// The request's name in the log and in problem documents.
    let requestID: UUID
    /// The query, of which only known parameters are left.
    let query: QueryReader
    /// The most bytes that the body may have.
    let bodyLimitBytes: Int

    /// The body as JSON.
    ///
    /// - Throws: `HTTPBodyError` or `JSONError`.
    func document() async throws -> JSONValue {
        try JSONValue(parsing: try await request.body.collect(upTo: bodyLimitBytes))
    }

    /// The body as an object with no other members than these.
    ///
    /// - Throws: `HTTPBodyError`, `JSONError` or `JSONReadError`.
    func form(_ members: [String]) async throws -> JSONReader {
        try JSONReader(try await document()).form(members)
    }

    /// The key in the path; what is no key names nothing.
    func pathIdentifier<Entity>(_ name: String, _: Entity.Type = Entity.self) throws(Problem) -> Identifier<Entity> {
        guard let text = request.pathParameters[name], let identifier = Identifier<Entity>(text) else {
            throw .notFound()
        }
        return identifier
    }

    /// The case of an enumeration in the path; what is no case names nothing.
    func pathEnumeration<T: RawRepresentable<String>>(_ name: String, _: T.Type = T.self) throws(Problem) -> T {
        guard let text = request.pathParameters[name], let value = T(rawValue: text) else { throw .notFound() }
        return value
    }
}

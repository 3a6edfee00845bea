import HTTPTypes
import HearthCore
import Testing

@testable import HearthAPI

/// The OpenAPI document and the table of operations say the same.
struct DescriptionTests {
    @Test("every operation of the document has a route with its method and path, and the other way round")
    func describesEveryOperation() async throws {
        let described = try await Description.load()
        #expect(Set(described.map(\.id)) == Set(Operation.allCases.map(\.rawValue)))
        for operation in described {
            let (method, template) = try #require(Operation(rawValue: operation.id)).route
            #expect(operation.path == template)
            #expect(operation.method == method.rawValue.lowercased())
        }
    }

    @Test("the document names the query parameters and roles that the tables name", arguments: Operation.allCases)
    func describesParametersAndRoles(_ operation: Operation) async throws {
        let described = try #require(try await Description.load().first { $0.id == operation.rawValue })
        #expect(described.queryParameters == operation.queryParameters)
        #expect(described.isOpen == (operation.roles == nil))
        for role in operation.roles ?? [] { #expect(described.text.contains(role.rawValue)) }
        #expect(operation.consumes.map { described.text.contains("\($0.rawValue):") } ?? true)
        #expect(described.text.contains("\(operation.produces.rawValue):"))
    }

    @Test("the document is served as it is")
    func servesTheDocument() async throws {
        let answer = try await Wire().send(.get, "/v1/openapi.yaml")
        #expect(answer.status == 200)
        #expect(answer.fields[.contentType] == "application/yaml")
        #expect(answer.text.hasPrefix("openapi: 3.1.0\n"))
    }
}

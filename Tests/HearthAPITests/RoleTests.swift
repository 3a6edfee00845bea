import HTTPTypes
import HearthCore
import Testing

@testable import HearthAPI

/// Who may ask for what: every operation with every role, and without a token.
struct RoleTests {
    /// What needs no token.
    private static let open = "enrollGateway getDescription health readiness metrics"
    /// What everybody who cares for patients may ask for.
    private static let care = """
        listPatients getPatient listReadings latestReadings getReading listReadingVersions getTrend listLimits
        listLimitVersions listDevices getDevice listAssignments listAlerts streamAlerts getAlert acknowledgeAlert resolveAlert
        """
    /// What a clinician may ask for beyond that.
    private static let clinic = """
        createPatient updatePatient correctReading withdrawReading putLimits createDevice createAssignment endAssignment
        listQuarantine getQuarantineEntry releaseQuarantineEntry discardQuarantineEntry orderPairing listPairings getPairing
        withdrawPairing
        """
    /// What only an administrator may ask for.
    private static let administration = """
        listGateways createGateway getGateway renewEnrolmentCode rotateGateway revokeGateway listUsers createUser
        revokeUser getGatewayReport
        """
    /// Written out again, so that a slip in the table of the API is seen here.
    private static let granted: [Role: String] = [
        .gateway: "\(open) postReadings postGatewayReport finishPairing renewCredential confirmCredential",
        .onCall: "\(open) \(care) getGatewayReport",
        .clinician: "\(open) \(care) \(clinic)", .administrator: "\(open) \(care) \(clinic) \(administration)",
    ]

    @Test("a role gets what it needs and 403 for all else", arguments: Operation.allCases, Role.allCases)
    func grantsByRole(_ operation: Operation, _ role: Role) async throws {
        let wire = try Wire()
        let answer = try await wire.send(operation.route.method, path(operation), token: role.rawValue, "{}")
        let granted = try #require(Self.granted[role]).split { $0.isWhitespace }
        guard !granted.contains(operation.rawValue[...]) else {
            #expect(answer.status != 401)
            #expect(answer.status != 403 || operation == .enrollGateway)
            return
        }
        #expect(answer.status == 403)
        #expect(try answer.problemCode == "forbidden")
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test("nothing is given without a valid token", arguments: Operation.allCases.filter { $0.roles != nil })
    func refusesWithoutToken(_ operation: Operation) async throws {
        let wire = try Wire()
        for field in [nil, "", "Bearer", "Bearer ", "Bearer wrong", "Basic clinician", "Bearer a b", "clinician"] {
            let fields: HTTPFields = field.map { [.authorization: $0] } ?? [:]
            let answer = try await wire.send(operation.route.method, path(operation), "{}", fields: fields)
            #expect(answer.status == 401)
            #expect(answer.fields[.wwwAuthenticate] == "Bearer realm=\"hearth\"")
            #expect(try answer.problemCode == "unauthenticated")
        }
        #expect(try #require(wire.stubs).calls.isEmpty)
    }

    @Test("two Authorization fields are as good as none")
    func refusesTwoTokens() async throws {
        var fields = HTTPFields()
        fields.append(HTTPField(name: .authorization, value: "Bearer clinician"))
        fields.append(HTTPField(name: .authorization, value: "Bearer administrator"))
        #expect(try await Wire().send(.get, "/v1/patients", fields: fields).status == 401)
    }

    /// The operation's path with keys of the right form.
    private func path(_ operation: Operation) -> String {
        let template = operation.route.template.replacing("{metric}", with: "heart-rate")
        let keyed = template.replacing(/\{[A-Za-z]+\}/, with: Sample.gateway.id.description)
        guard operation == .getTrend else { return keyed }
        return keyed + "?metric=heart-rate&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z&bucket=1h"
    }
}

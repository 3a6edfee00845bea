import Foundation
import HearthCore
import HearthGateway
import SimulatedDevices
import Vitals

/// Everybody and everything of the demo as registered on the server.
struct DemoCast: Sendable {
    /// The tenant of the demo.
    var organization: OrganizationID
    /// A clinician's token.
    var clinician: BearerToken
    /// An on-call person's token.
    var onCall: BearerToken
    /// The keys of the patients, in the order of the cast.
    var patients: [PatientID]
    /// The keys of the gateways, in the same order.
    var gateways: [GatewayID]
    /// The tokens of the gateways, in the same order.
    var gatewayTokens: [BearerToken]

    /// The patients begin to be watched this long before the demo starts: the span of the seeded history.
    static let historyDays = 30

    /// Registers everybody through the ports, as an administrator would.
    ///
    /// - Throws: `CoreError` when the store refuses.
    static func register(ports: Ports, now: Date) async throws -> DemoCast {
        let organization = try await ports.organizations.create(name: "Demo")
        let administrator = Principal.localOperator(of: organization.id)
        let clinician = try await ports.users.create(name: "Clinician", role: .clinician, as: administrator)
        let onCall = try await ports.users.create(name: "On-call staff", role: .onCall, as: administrator)
        var cast = DemoCast(
            organization: organization.id,
            clinician: clinician.token,
            onCall: onCall.token,
            patients: [],
            gateways: [],
            gatewayTokens: []
        )
        for patient in SimulatedPatient.cast {
            try await cast.add(patient, ports: ports, since: now.addingTimeInterval(-historySeconds))
        }
        return cast
    }

    private static let historySeconds = TimeInterval((historyDays + 1) * 86_400)

    private mutating func add(_ patient: SimulatedPatient, ports: Ports, since: Date) async throws {
        let administrator = Principal.localOperator(of: organization)
        let draft = PatientDraft(name: patient.name, zone: DemoClock.zone.identifier, limitsGroup: patient.group)
        let registered = try await ports.patients.create(draft, as: administrator)
        for index in patient.devices.indices {
            let device = try await ports.devices.register(
                identifier: patient.identifier(of: index),
                model: "Simulated \(patient.devices[index].rawValue)",
                as: administrator
            )
            _ = try await ports.devices.assign(
                AssignmentDraft(
                    device: device.id,
                    patient: registered.id,
                    span: TimeSpan(
                        start: Instant(millisecondsSince1970: Int64(since.timeIntervalSince1970 * 1_000)),
                        end: nil
                    )
                ),
                as: administrator
            )
        }
        let (gateway, code) = try await ports.gateways.create(name: "Home \(patient.number)", as: administrator)
        let enrolment = try await ports.gateways.enroll(code: code.text)
        patients.append(registered.id)
        gateways.append(gateway.id)
        gatewayTokens.append(enrolment.token)
    }
}

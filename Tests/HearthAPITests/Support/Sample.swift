import Alerting
import Foundation
import HearthCore
import Vitals

/// One of everything, for stubs to answer with.
enum Sample {
    static let instant = Instant(millisecondsSince1970: 1_795_248_000_000)
    static let organization = id(1, Organization.self)
    static let enrolmentCode = "enrolment-code"
    static let patient = Patient(
        id: id(2),
        name: "Patient 7",
        zone: "Europe/Berlin",
        limitsGroup: .standard,
        createdAt: instant
    )
    static let user = User(id: id(3), name: "Nurse 1", role: .clinician, createdAt: instant, revokedAt: nil)
    static let gateway = Gateway(id: id(4), name: "Gateway 3", createdAt: instant, enrolledAt: nil, revokedAt: nil)
    static let device = Device(id: id(5), identifier: "E8:07:01:02:03:04", model: nil, createdAt: instant)
    static let assignment = Assignment(
        id: id(6),
        device: device.id,
        userIndex: 1,
        patient: patient.id,
        span: TimeSpan(start: instant)
    )

    static let reading = StoredReading(
        id: id(7),
        patient: patient.id,
        measurement: bloodPressure,
        original: nil,
        effectiveAt: instant,
        receivedAt: instant,
        storedAt: instant,
        deviceTime: DeviceTimestamp("2026-11-21T09:00:00"),
        timeCorrection: .none,
        flags: ["irregular-pulse"],
        device: device.id,
        gateway: gateway.id,
        version: 1
    )

    static let latest = LatestReading(
        id: id(7),
        version: 1,
        patient: patient.id,
        measurement: bloodPressure,
        effectiveAt: instant
    )

    static let entry = QuarantineEntry(
        id: id(8),
        cause: .unassignedDevice,
        detail: "",
        reading: incoming,
        gateway: gateway.id,
        storedAt: instant,
        state: .discarded(reason: "Test", by: .user(user.id), at: instant)
    )

    static let pairing = PairingOrder(
        id: id(10),
        gateway: gateway.id,
        device: device.identifier,
        hasPasskey: true,
        orderedBy: .user(user.id),
        orderedAt: instant,
        expiresAt: instant,
        state: .failed(reason: "pairing.refused"),
        endedAt: instant
    )

    static let alert = AlertRecord(
        id: id(9),
        subject: .patient(patient.id),
        rule: "limit/heart-rate",
        ruleVersion: 1,
        metric: .heartRate,
        side: .high,
        priority: .high,
        state: .activeAcknowledged,
        reason: "beyond",
        raisedAt: instant,
        updatedAt: instant,
        readings: [reading.id],
        acknowledgement: AlertRecord.Action(by: .user(user.id), at: instant, note: "Calling"),
        resolution: nil
    )

    static let limits = LimitVersion(
        scope: .group(.standard),
        metric: .heartRate,
        version: 1,
        limits: try? MetricLimits(metric: .heartRate, alertLow: 40, alertHigh: 120),
        policy: .standard(for: .heartRate),
        setBy: .localOperator,
        setAt: instant,
        reason: "Default"
    )

    static func principal(_ role: Role) -> Principal {
        let subject: Principal.Subject = role == .gateway ? .gateway(gateway.id) : .user(user.id)
        return Principal(organization: organization, role: role, subject: subject)
    }

    static func id<Entity>(_ number: UInt8, _: Entity.Type = Entity.self) -> Identifier<Entity> {
        Identifier(UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number)))
    }

    private static let bloodPressure = measurement(
        .bloodPressure,
        .millimetresOfMercury,
        [.systolicPressure: .number(124), .diastolicPressure: .number(86), .meanPressure: .absent(.notANumber)]
    )

    private static let incoming = IncomingReading(
        identity: MeasurementIdentity(
            device: device.identifier,
            characteristic: 0x2A35,
            kind: .bloodPressure,
            deviceTime: nil,
            sequenceNumber: nil,
            receivedAt: instant,
            raw: [1]
        ),
        deviceIdentifier: device.identifier,
        characteristic: 0x2A35,
        measurement: bloodPressure,
        effectiveAt: instant,
        receivedAt: instant,
        timeCorrection: .none,
        raw: [1]
    )

    private static func measurement(
        _ kind: ReadingKind,
        _ unit: Vitals.Unit,
        _ values: [Metric: MeasuredValue]
    ) -> Vitals.Measurement {
        do {
            return try Measurement(kind: kind, unit: unit, values: values)
        } catch {
            preconditionFailure("the sample is no measurement: \(error)")
        }
    }
}

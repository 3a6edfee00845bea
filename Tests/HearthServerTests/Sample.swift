import Alerting
import Foundation
import HearthCore
import Vitals

/// Notifications and people for the notifier's tests.
enum Sample {
    static let instant = Instant(millisecondsSince1970: 1_795_248_000_000)
    static let first = OrganizationID(uuid(1))
    static let second = OrganizationID(uuid(2))
    static let onCall = user(3, .onCall)
    static let clinician = user(4, .clinician)
    static let revoked = user(5, .onCall, revokedAt: instant)

    static func notification(_ id: Int64) -> AlertNotification {
        let event = AlertEvent(
            sequence: id,
            alert: AlertID(uuid(6)),
            subject: .patient(PatientID(uuid(7))),
            rule: "limit/heart-rate",
            metric: .heartRate,
            change: .raised,
            side: .high,
            priority: .high,
            state: .activeUnacknowledged,
            reason: "beyond",
            at: instant,
            by: nil
        )
        return AlertNotification(id: id, event: event, attempt: 1)
    }

    private static func user(_ number: UInt8, _ role: Role, revokedAt: Instant? = nil) -> User {
        User(id: UserID(uuid(number)), name: "Nurse \(number)", role: role, createdAt: instant, revokedAt: revokedAt)
    }

    private static func uuid(_ number: UInt8) -> UUID {
        UUID(uuid: (1, 146, 240, 193, 42, 59, 124, 77, 142, 95, 96, 113, 130, 147, 164, number))
    }
}

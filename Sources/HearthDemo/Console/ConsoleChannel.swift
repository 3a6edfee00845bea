import HearthCore
import HearthServer

/// Tells on-call staff through the demo's terminal.
struct ConsoleChannel: NotificationChannel {
    let console: DemoConsole
    let names: PatientNames

    func tell(_ notification: AlertNotification, to recipients: [User]) async throws {
        let event = notification.event
        console.show(
            "  told       \(recipients.map(\.name).joined(separator: ", ")): "
                + (event.subject.patient.map { names.name(of: $0.description) + ", " } ?? "") + event.reason
        )
    }
}

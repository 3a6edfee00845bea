import HearthCore
import Logging

/// Says again and again that this server is alive, and looks for silent equipment when no other server does.
struct Watch: Sendable {
    let equipment: any EquipmentWatch
    let logger: Logger

    /// Watches until the task is cancelled, first at once: a server that starts after a silence says so.
    func run(every pause: Duration) async {
        while !Task.isCancelled {
            do throws(CoreError) {
                try await equipment.keep()
            } catch {
                // The next look makes up for it.
                logger.error("equipment cannot be watched", metadata: ["error": "\(error)"])
            }
            // A cancelled sleep ends the loop.
            try? await Task.sleep(for: pause)
        }
    }
}

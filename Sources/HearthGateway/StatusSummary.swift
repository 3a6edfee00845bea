import Spool
import Vitals

/// What `status` shows, as text for people and as JSON for programs.
struct StatusSummary: Encodable, Sendable {
    /// Whether the time is known.
    struct Clock: Encodable, Sendable {
        var isTrusted: Bool
        /// Who says so: kernel or server.
        var source: String?
        var now: String
    }

    /// What is known of the server.
    struct Contact: Encodable, Sendable {
        /// When the running gateway looked last.
        var observedAt: String?
        var answeredAt: String?
        var outcome: String?
    }

    /// A device whose keys are kept.
    struct Paired: Encodable, Sendable {
        var address: String
        var name: String?
        var isLost: Bool
    }

    /// What waits.
    struct Held: Encodable, Sendable {
        var pending: Int
        var oldestReceivedAt: String?
        var waitingForClock: Int
        var refused: Int
        var undecoded: Int
        var undecodable: Int
        var usedBytes: Int
        var maximumBytes: Int
        var pressure: String

        init(_ status: SpoolStatus) {
            pending = status.pendingCount
            oldestReceivedAt = status.oldestPendingReceivedAt?.description
            waitingForClock = status.waitingForClockCount
            refused = status.refusedCount
            undecoded = status.undecodedCount
            undecodable = status.undecodableCount
            usedBytes = status.usedBytes
            maximumBytes = status.maximumBytes
            pressure = status.pressure.rawValue
        }
    }

    var server: String
    var isEnrolled: Bool
    var tokenAgeDays: Int?
    var tokenRenewalDays: Int
    var clock: Clock
    var contact: Contact
    var adapter: AdapterObservation?
    var configuredCount: Int
    var paired: [Paired]
    var devices: [DeviceObservation]
    var spool: Held
}

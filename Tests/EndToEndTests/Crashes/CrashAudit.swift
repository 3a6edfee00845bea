import Alerting
import Vitals

/// Compares what was measured with what the database holds.
struct CrashAudit {
    /// Readings that the database holds.
    let storedCount: Int
    /// Readings that devices saw confirmed and the database lacks, but for those in `merged`.
    let missing: [String]
    /// Readings that were taken for a repetition of the one before and might have been (decision 0014).
    let merged: [String]
    /// Readings that the database holds and nobody measured, second copies included.
    let unexpected: [String]
    /// Readings beyond a limit that no alert of their patient names.
    let withoutAlert: [String]
    /// Readings that an alert names and that are beyond no limit.
    let falselyAlerted: [String]
    /// Measurements that should be known by their identity and are not.
    let unidentified: [String]
    /// Identities that belong to no reading, or to more than one.
    let strayIdentityCount: Int
    /// Alerts, open and closed.
    let alertCount: Int
    /// Numbers that are missing among the alert events.
    let eventGapCount: Int
    /// Entries in quarantine.
    let quarantinedCount: Int
    /// Events that demand attention and of which nobody is to be told.
    let unannouncedCount: Int
    /// Events of which somebody is to be told and has not been.
    let untoldCount: Int

    /// Reads the database.
    ///
    /// - Parameters:
    ///   - measured: What the devices measured.
    ///   - doubtful: The lines of those that the gateway may have taken for a repetition.
    ///   - database: Where the readings must be.
    /// - Throws: `PostgresError` when the database cannot be asked.
    init(of measured: [MeasuredReading], doubtful: [String], in database: Database) async throws {
        let stored = try await database.texts(Self.readings)
        let alerted = try await database.texts(Self.alertedReadings)
        let identities = try await database.texts(Self.identities)
        storedCount = stored.count
        let lacking = Self.difference(measured.map(\.line), stored)
        missing = Self.difference(lacking, doubtful)
        merged = Self.difference(lacking, missing)
        unexpected = Self.difference(stored, measured.map(\.line))
        withoutAlert = Self.difference(measured.flatMap(\.alertLines), alerted)
        falselyAlerted = Self.difference(alerted, measured.flatMap(\.alertLines))
        unidentified = Self.difference(measured.compactMap { $0.identity?.description }, identities)
        let identityCount = try await database.number("SELECT count(*) FROM hearth.measurement_identities")
        strayIdentityCount = abs(identityCount - stored.count) + abs(identityCount - identities.count)
        alertCount = try await database.number("SELECT count(*) FROM hearth.alerts")
        eventGapCount = try await database.number(
            "SELECT coalesce(max(sequence), 0) - count(*) FROM hearth.alert_events"
        )
        quarantinedCount = try await database.number("SELECT count(*) FROM hearth.quarantine")
        unannouncedCount = try await database.number(Self.unannounced)
        untoldCount = try await Self.untoldCount(in: database)
    }

    /// Events of which somebody is to be told and has not been yet.
    static func untoldCount(in database: Database) async throws -> Int {
        try await database.number("SELECT count(*) FROM hearth.notification_outbox WHERE delivered_at IS NULL")
    }

    /// The changes that demand attention come from the rule itself, so that a new one is not forgotten here.
    private static let unannounced = """
        SELECT count(*)
        FROM hearth.alert_events AS event
        LEFT JOIN hearth.notification_outbox AS owed
            ON (owed.organization_id, owed.sequence) = (event.organization_id, event.sequence)
        WHERE owed.sequence IS NULL AND event.change IN (\(attentionChanges))
        """

    private static let attentionChanges = AlertChange.allCases.filter(\.demandsAttention)
        .map { "'\($0.rawValue)'" }.joined(separator: ", ")

    private static let readings = """
        SELECT concat_ws(' ', device.identifier, reading.kind, reading.patient_id,
            concat_ws('/', reading.systolic, reading.diastolic, reading.mean, reading.value),
            encode(reading.raw, 'hex'))
        FROM hearth.readings AS reading
        JOIN hearth.devices AS device ON (device.organization_id, device.id) = (reading.organization_id, reading.device_id)
        """

    private static let alertedReadings = """
        SELECT DISTINCT concat_ws(' ', device.identifier, alert.rule, alert.patient_id, encode(reading.raw, 'hex'))
        FROM hearth.alert_readings AS link
        JOIN hearth.alerts AS alert ON (alert.organization_id, alert.id) = (link.organization_id, link.alert_id)
        JOIN hearth.readings AS reading ON (reading.organization_id, reading.id, reading.effective_at)
            = (link.organization_id, link.reading_id, link.effective_at)
        JOIN hearth.devices AS device ON (device.organization_id, device.id) = (reading.organization_id, reading.device_id)
        """

    private static let identities = """
        SELECT replace(known.identity::text, '-', '')
        FROM hearth.measurement_identities AS known
        JOIN hearth.readings AS reading ON (reading.organization_id, reading.id)
            = (known.organization_id, known.entry_id)
        """

    /// What is in the first list and not, or not as often, in the second.
    private static func difference(_ first: [String], _ second: [String]) -> [String] {
        var counts = Dictionary(second.map { ($0, 1) }, uniquingKeysWith: +)
        return first.filter { line in
            guard let count = counts[line], count > 0 else { return true }
            counts[line] = count - 1
            return false
        }
    }
}

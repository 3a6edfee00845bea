import HearthCore
import HearthStore
import Postgres
import PrivateCluster
import Vitals

extension Clinic {
    /// A patient who has a device of that identifier since the beginning of 2001.
    func patient(with identifier: String, zone: String = "Europe/Berlin") async throws -> Patient {
        let patient = try await patient(zone: zone)
        let device = try await ports.devices.register(identifier: identifier, model: nil, as: administrator)
        try await assign(device, to: patient)
        return patient
    }

    /// A patient without a device.
    func patient(zone: String = "Europe/Berlin") async throws -> Patient {
        try await ports.patients.create(PatientDraft(name: "Patient 1", zone: zone), as: administrator)
    }

    @discardableResult
    func assign(
        _ device: Device,
        _ userIndex: Int? = nil,
        to patient: Patient,
        from start: Instant = Sample.beginning,
        until end: Instant? = nil
    ) async throws -> Assignment {
        try await ports.devices.assign(
            AssignmentDraft(
                device: device.id,
                userIndex: userIndex,
                patient: patient.id,
                span: TimeSpan(start: start, end: end)
            ),
            as: administrator
        )
    }

    /// Submits as the gateway.
    @discardableResult
    func ingest(_ readings: IncomingReading...) async throws -> [IngestOutcome] {
        try await ports.ingest.ingest(readings, as: gateway)
    }

    /// Every reading of a patient, the newest measured first.
    func readings(of patient: Patient) async throws -> [StoredReading] {
        try await ports.readings.readings(
            of: patient.id,
            ReadingFilter(),
            page: PageRequest(limit: PageRequest.maximumLimit),
            as: administrator
        ).items
    }

    /// Every open alert.
    func openAlerts() async throws -> [AlertRecord] {
        try await ports.alerts.alerts(AlertFilter(), page: PageRequest(), as: administrator).items
    }

    /// Every event.
    func events() async throws -> [AlertEvent] {
        try await ports.events.events(after: 0, limit: 10_000, as: administrator)
    }

    /// Every rollup as `minimum maximum total count`, sorted.
    func rollups() async throws -> [String] {
        let connection = try await connect(as: PrivateCluster.superuser)
        let rows = try await connection.query(
            "SELECT concat_ws(' ', minimum, maximum, total, count) FROM hearth.reading_rollups ORDER BY 1"
        )
        await connection.close()
        return try rows.map { try $0.decode(0, as: String.self) }
    }
}

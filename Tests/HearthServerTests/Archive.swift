import EventLoops
import Foundation
import HearthCore
import HearthServer
import HearthStore
import Logging
import Postgres
import PrivateCluster
import RecordedLog
import Vitals

/// An organisation with one patient, a device and a gateway, in a migrated database of the test's own.
struct Archive: Sendable {
    static let device = "E8:01"

    let ports: Ports
    let administrator: Principal
    let patient: Patient
    private let gateway: Principal

    /// Runs `body` with an archive and drops it afterwards.
    static func with(model: String? = nil, _ body: (Archive) async throws -> Void) async throws {
        let logger = Logger.silent
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Migrations")
            .standardized
        try await ScratchDatabase.with { database in
            let connection = database.connectionString
            _ = try await SchemaMigration(connectionString: connection, directory: folder, logger: logger).run()
            let group = try EventLoopGroup(count: 1, name: "archive")
            let configuration = PostgresConfiguration(database.connectionString(user: "hearth_service"))
            let pool = PostgresPool(configuration, group: group, logger: logger)
            try await body(try await Archive(Store(pool: pool).ports, model: model))
            await pool.close()
            group.stop()
        }
    }

    private init(_ ports: Ports, model: String?) async throws {
        self.ports = ports
        let organization = try await ports.organizations.create(name: "Clinic 1").id
        administrator = .localOperator(of: organization)
        let made = try await ports.gateways.create(name: "Gateway 1", as: administrator).gateway
        gateway = Principal(organization: organization, role: .gateway, subject: .gateway(made.id))
        patient = try await ports.patients.create(
            PatientDraft(name: "Patient 1", zone: "Europe/Berlin"),
            as: administrator
        )
        let device = try await ports.devices.register(identifier: Archive.device, model: model, as: administrator)
        let span = TimeSpan(start: Instant(millisecondsSince1970: 978_307_200_000))
        let draft = AssignmentDraft(device: device.id, patient: patient.id, span: span)
        _ = try await ports.devices.assign(draft, as: administrator)
    }

    /// Submits what an older decoder made of bytes.
    @discardableResult
    func ingest(
        _ characteristic: UInt16,
        _ raw: [UInt8],
        _ kind: ReadingKind,
        _ values: [Metric: MeasuredValue],
        minute: Int = 0,
        userIndex: Int? = nil,
        deviceTime: String? = nil,
        flags: [String] = []
    ) async throws -> IngestOutcome {
        let time = deviceTime.flatMap { DeviceTimestamp($0) }
        let instant = Instant(millisecondsSince1970: 1_772_352_000_000).adding(seconds: Int64(minute) * 60)
        let reading = IncomingReading(
            identity: MeasurementIdentity(
                device: Archive.device,
                characteristic: characteristic,
                kind: kind,
                deviceTime: time,
                sequenceNumber: nil,
                receivedAt: instant,
                raw: raw
            ),
            deviceIdentifier: Archive.device,
            characteristic: characteristic,
            measurement: try Measurement(kind: kind, unit: kind.unit, values: values),
            userIndex: userIndex,
            deviceTime: time,
            effectiveAt: instant,
            receivedAt: instant,
            timeCorrection: .none,
            flags: flags,
            raw: raw
        )
        return try await ports.ingest.ingest([reading], as: gateway)[0]
    }

    /// Every reading, the oldest measured first.
    func readings() async throws -> [StoredReading] {
        let page = PageRequest(limit: PageRequest.maximumLimit)
        let list = try await ports.readings.readings(of: patient.id, ReadingFilter(), page: page, as: administrator)
        return list.items.reversed()
    }

    /// Decodes once more.
    func redecode(
        _ options: RedecodeOptions = RedecodeOptions(),
        say: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> RedecodeSummary {
        try await Redecode(ports: ports, as: administrator, options: options, say: say).run()
    }
}

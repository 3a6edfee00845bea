import Foundation
import Logging
import ReadingExchange
import RecordedLog
import Spool
import Vitals

/// A folder with a spool in it, removed when the test ends.
final class SpoolFixture: Sendable {
    let folder: URL
    static let start = Instant(millisecondsSince1970: 1_795_000_000_000)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appending(path: "spool.sqlite").path }

    func open(maximumBytes: Int = SpoolLimits.defaultMaximumBytes) throws -> Spool {
        try Spool(
            path: path,
            maximumBytes: maximumBytes,
            logger: .silent
        )
    }

    /// Copies the spool's files as they are at this moment: what a crash would leave.
    func crashCopy() throws -> SpoolFixture {
        let copy = try SpoolFixture()
        for name in ["spool.sqlite", "spool.sqlite-wal"] {
            let source = folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: source.path) else { continue }
            try FileManager.default.copyItem(at: source, to: copy.folder.appending(path: name))
        }
        return copy
    }

    static func indication(
        _ bytes: [UInt8] = [0x00, 0x10, 0x27],
        device: String = "scale",
        characteristic: UInt16 = 0x2A9D,
        afterSeconds seconds: Int64 = 0,
        bootTime: BootTime? = nil,
        clock: ReceptionClock = .trusted,
        needsConfirmation: Bool = true
    ) -> RawIndication {
        RawIndication(
            device: device,
            characteristic: characteristic,
            bytes: bytes,
            receivedAt: start.adding(seconds: seconds),
            bootTime: bootTime,
            clock: clock,
            clockOffsetSeconds: -12,
            needsConfirmation: needsConfirmation
        )
    }

    /// What a scale's indication decodes to; without a time of its own, as cheap scales are.
    static func submission(_ stored: StoredIndication, effectiveAfterSeconds: Int64 = 0) throws -> ReadingSubmission {
        ReadingSubmission(
            device: stored.indication.device,
            characteristic: stored.indication.characteristic,
            measurement: try Measurement(
                kind: .bodyWeight,
                unit: .kilograms,
                values: [.bodyWeight: .number(try ExactDecimal("50.00"))]
            ),
            effectiveAt: start.adding(seconds: effectiveAfterSeconds),
            receivedAt: stored.indication.receivedAt,
            timeCorrection: TimeCorrection(reason: .receptionTime),
            raw: stored.indication.bytes
        )
    }
}

extension Spool {
    /// Takes a measurement the whole way from its reception to the queue of what is to be delivered.
    @discardableResult
    func take(
        _ indication: RawIndication = SpoolFixture.indication(),
        effectiveAfterSeconds: Int64 = 0
    ) async throws -> MeasurementIdentity {
        let stored = try await store(indication)
        try await markConfirmed(stored.id)
        let submission = try SpoolFixture.submission(stored, effectiveAfterSeconds: effectiveAfterSeconds)
        _ = try await complete(stored.id, with: [submission])
        return submission.identity
    }
}

import ExactJSON
import Foundation
import GRDB
import ReadingExchange
import Vitals

/// The statements about decoded measurements.
enum MeasurementQueries {
    /// Stores a measurement that is neither held nor delivered; tells whether it was new, or more than what waits.
    static func insert(_ db: Database, _ submission: ReadingSubmission) throws -> Bool {
        let identity = Data(submission.identity.bytes)
        let isMore = submission.rawSecond != nil
        let conflict = isMore ? "UPDATE SET document = excluded.document WHERE state = 'pending'" : "NOTHING"
        try db.execute(
            sql: """
                INSERT INTO measurement (identity, document, effectiveAt, receivedAt, state)
                SELECT ?, ?, ?, ?, 'pending' WHERE NOT EXISTS (SELECT 1 FROM delivered WHERE identity = ?)
                ON CONFLICT (identity) DO \(conflict)
                """,
            arguments: [
                identity, Data(submission.json.serialized()), submission.effectiveAt.millisecondsSince1970,
                submission.receivedAt.millisecondsSince1970, identity,
            ]
        )
        return db.changesCount > 0
    }

    /// The pending measurements that took place last; one that cannot be read any more becomes a dead letter.
    static func newest(_ db: Database, limit: Int) throws -> [SpooledMeasurement] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT identity, document FROM measurement WHERE state = 'pending'
                ORDER BY effectiveAt DESC, identity LIMIT ?
                """,
            arguments: [limit]
        )
        return try rows.compactMap { row in
            let identity = try identity(row)
            guard let submission = submission([UInt8](row["document"] as Data)) else {
                try refuse(db, identity, unreadable)
                return nil
            }
            return SpooledMeasurement(identity: identity, submission: submission)
        }
    }

    static func delete(_ db: Database, delivered identity: MeasurementIdentity) throws {
        let bytes = Data(identity.bytes)
        try db.execute(sql: "DELETE FROM measurement WHERE identity = ?", arguments: [bytes])
        try db.execute(
            sql: "INSERT INTO delivered (identity) VALUES (?) ON CONFLICT DO NOTHING",
            arguments: [bytes]
        )
    }

    static func refuse(_ db: Database, _ identity: MeasurementIdentity, _ problem: SubmissionProblem) throws {
        try db.execute(
            sql: """
                UPDATE measurement SET state = 'refused', problemCode = ?, problemDetail = ?, problemPointer = ?
                WHERE identity = ?
                """,
            arguments: [problem.code, problem.detail, problem.pointer, Data(identity.bytes)]
        )
    }

    static func resendRefused(_ db: Database) throws -> Int {
        try db.execute(
            sql: """
                UPDATE measurement
                SET state = 'pending', problemCode = NULL, problemDetail = NULL, problemPointer = NULL
                WHERE state = 'refused'
                """
        )
        return db.changesCount
    }

    static func refused(_ db: Database, limit: Int) throws -> [DeadLetter] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM measurement WHERE state = 'refused' ORDER BY receivedAt, identity LIMIT ?",
            arguments: [limit]
        ).map { row in
            let problem = SubmissionProblem(
                code: row["problemCode"] ?? "",
                detail: row["problemDetail"] ?? "",
                pointer: row["problemPointer"]
            )
            return DeadLetter(identity: try identity(row), problem: problem)
        }
    }

    /// Bounds the memory of what was delivered, oldest first.
    static func forgetOldestDelivered(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM delivered WHERE number <= (SELECT max(number) FROM delivered) - ?",
            arguments: [SpoolLimits.deliveredIdentities]
        )
    }

    private static func identity(_ row: Row) throws -> MeasurementIdentity {
        guard let identity = MeasurementIdentity(bytes: row["identity"] as Data) else { throw SpoolError(.damaged) }
        return identity
    }

    private static func submission(_ document: [UInt8]) -> ReadingSubmission? {
        guard let value = try? JSONValue(parsing: document) else { return nil }
        return try? ReadingSubmission(JSONReader(value))
    }

    private static let unreadable = SubmissionProblem(
        code: "spool-unreadable",
        detail: "The stored document cannot be read by this version of the gateway"
    )
}

import GATT
import GRDB
import ReadingExchange
import Vitals

extension Spool {
    /// Stores indications, all of them or none; when it returns, the bytes are on the disk and the device may be
    /// confirmed.
    ///
    /// - Parameter arrivals: What the device sent, in its order.
    /// - Returns: The indications with their numbers in the spool, in the same order.
    /// - Throws: `spool.full` and every other error mean that the device must not be confirmed.
    public func store(_ arrivals: [Arrival]) async throws(SpoolError) -> [StoredIndication] {
        try await write { db in
            if let last = arrivals.last?.indication, last.clock == .trusted {
                try IndicationQueries.deleteExpired(db, now: last.receivedAt)
            }
            return try arrivals.map { arrival in
                let indication = arrival.indication
                if let position = arrival.position {
                    try RecordPositionQueries.keep(db, position, of: RecordSource(of: indication))
                }
                if let earlier = try IndicationQueries.unconfirmed(db, like: indication) { return earlier }
                try self.reserve(indication.bytes.count, db)
                let id = try IndicationQueries.insert(db, indication)
                return StoredIndication(id: id, indication: indication, isRedelivery: false)
            }
        }
    }

    /// Stores one indication, as several.
    public func store(
        _ indication: RawIndication,
        position: RecordPosition? = nil
    ) async throws(SpoolError) -> StoredIndication {
        let stored = try await store([Arrival(indication, position: position)])
        guard let first = stored.first else { throw SpoolError(.damaged) }
        return first
    }

    /// Notes that the device was confirmed, so that the same bytes from now on are another measurement.
    public func markConfirmed(_ id: Int64) async throws(SpoolError) {
        try await write { db in
            try db.execute(sql: "UPDATE indication SET isConfirmed = 1 WHERE id = ?", arguments: [id])
            try IndicationQueries.deleteFinished(db, id: id)
        }
    }

    /// Replaces an indication by what was decoded from it, and returns how many of the measurements were not known.
    ///
    /// A measurement that is held or was delivered before is left alone; one that waits takes over what now came with
    /// it and was missing (`ReadingSubmission.rawSecond`).
    public func complete(_ id: Int64, with submissions: [ReadingSubmission]) async throws(SpoolError) -> Int {
        try await complete([Decoded([id], submissions)])
    }

    /// Replaces indications by what was decoded from them, in one transaction; otherwise as for a single one.
    public func complete(_ all: [Decoded]) async throws(SpoolError) -> Int {
        try await write { db in
            var count = 0
            for decoded in all {
                for submission in decoded.submissions where try MeasurementQueries.insert(db, submission) { count += 1 }
                for id in decoded.indications {
                    try db.execute(
                        sql: "UPDATE indication SET state = 'decoded' WHERE id = ? AND state = 'undecoded'",
                        arguments: [id]
                    )
                    try IndicationQueries.deleteFinished(db, id: id)
                }
            }
            return count
        }
    }

    /// Keeps an indication that cannot be decoded, with the reason: a later version may be able to.
    public func markUndecodable(_ id: Int64, reason: String) async throws(SpoolError) {
        try await write { db in
            try db.execute(
                sql: "UPDATE indication SET state = 'undecodable', reason = ? WHERE id = ? AND state = 'undecoded'",
                arguments: [reason, id]
            )
        }
    }

    /// Puts the latest indications that could not be decoded back to be decoded once more, and returns how many.
    ///
    /// For the start of the gateway: its version may be one that can decode them.
    public func retryUndecodable(limit: Int = SpoolLimits.retriedIndications) async throws(SpoolError) -> Int {
        try await write { db in try IndicationQueries.retryUndecodable(db, limit: limit) }
    }

    /// The indications whose time of reception waits for the gateway's clock, oldest first.
    public func waitingForClock(limit: Int) async throws(SpoolError) -> [StoredIndication] {
        try await read { db in try IndicationQueries.waitingForClock(db, limit: limit) }
    }

    /// Gives indications that waited for the clock the times that they have now, in one transaction.
    public func place(_ indications: [StoredIndication]) async throws(SpoolError) {
        try await write { db in
            for stored in indications { try IndicationQueries.place(db, stored) }
        }
    }

    /// The indications that were stored and not decoded, oldest first, behind a number: what a crash left to do, and
    /// what waits for its other half; not what waits for the clock.
    public func undecoded(after id: Int64 = 0, limit: Int) async throws(SpoolError) -> [StoredIndication] {
        try await read { db in try IndicationQueries.undecoded(db, after: id, limit: limit) }
    }

    /// The same of some characteristics of one device.
    public func undecoded(
        of device: String,
        _ characteristics: Set<UInt16>,
        limit: Int
    ) async throws(SpoolError) -> [StoredIndication] {
        try await read { db in try IndicationQueries.undecoded(db, of: device, characteristics, limit: limit) }
    }
}

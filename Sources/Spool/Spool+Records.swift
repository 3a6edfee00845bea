import GATT
import GRDB

extension Spool {
    /// How far a device's records are stored; nil when all of them are to be asked for.
    public func recordPosition(of source: RecordSource) async throws(SpoolError) -> RecordPosition? {
        try await read { db in try RecordPositionQueries.position(db, of: source) }
    }

    /// Keeps how far a device's records are stored, when that is known at the end of a transfer only; nil forgets it,
    /// so that all are asked for the next time.
    public func keep(_ position: RecordPosition?, of source: RecordSource) async throws(SpoolError) {
        try await write { db in
            if let position {
                try RecordPositionQueries.keep(db, position, of: source)
            } else {
                try RecordPositionQueries.forget(db, of: source)
            }
        }
    }
}

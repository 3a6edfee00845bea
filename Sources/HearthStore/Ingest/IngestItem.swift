import HearthCore
import Vitals

/// One new measurement of a batch, with the key that it will be stored under.
struct IngestItem {
    /// The reading's key, or the quarantine entry's: one that is released keeps it.
    let id: ReadingID
    let reading: IncomingReading
    let gateway: GatewayID
}

import HearthCore
import Vitals

/// One new measurement of a batch, with the key that it will be stored under.
///
/// A reference: it is sorted and handed on many times, and a copy of all that it holds costs more than all of that.
final class IngestItem: Sendable {
    /// The reading's key, or the quarantine entry's: one that is released keeps it.
    let id: ReadingID
    let reading: IncomingReading
    let gateway: GatewayID

    init(id: ReadingID, reading: IncomingReading, gateway: GatewayID) {
        self.id = id
        self.reading = reading
        self.gateway = gateway
    }
}

import Foundation
import Synchronization

/// Counts in one household how often something came twice and was meant once: what crashes cost, for people to see.
final class Tally: Sendable {
    private struct Counts {
        var indications = 0
        var confirmations = 0
        var duplicates = 0
    }

    private let counts = Mutex(Counts())

    /// Indications that had to be sent again, since their confirmation never came.
    var repeatedIndications: Int { counts.withLock { $0.indications - $0.confirmations } }

    /// Measurements that a server answered it had already.
    var duplicates: Int { counts.withLock { $0.duplicates } }

    /// Counts what has passed between gateway and device.
    func count(_ event: DeviceLink.Event) {
        counts.withLock { counts in
            switch event {
            case .indicated: counts.indications += 1
            case .confirmed: counts.confirmations += 1
            }
        }
    }

    /// Looks through a part of an answer; a word that is cut between two parts is missed.
    func countDuplicates(in answer: [UInt8]) {
        let found = String(decoding: answer, as: UTF8.self).ranges(of: "\"duplicate\"").count
        counts.withLock { $0.duplicates += found }
    }
}

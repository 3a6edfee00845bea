import HearthCore
import Vitals

/// Requests of one tenant that are stored in one transaction: what there is to store, and which outcome is whose.
struct IngestGroup {
    let organization: OrganizationID
    /// Each identity once, as they arrived: neighbours mostly are of one device, and lie together in the database.
    let items: [IngestItem]
    /// What has to be known to store them.
    let needs: ConfigurationNeeds
    private let requests: [IngestRequest]
    /// True when an identity is there more than once.
    private let hasRepeats: Bool

    /// Takes requests of one tenant, in the order in which they arrived; nil when there are none.
    init?(_ requests: [IngestRequest]) {
        guard let first = requests.first else { return nil }
        precondition(requests.allSatisfy { $0.organization == first.organization }, "a transaction has one tenant")
        organization = first.organization
        self.requests = requests
        let count = requests.reduce(0) { $0 + $1.readings.count }
        var seen = Set<MeasurementIdentity>(minimumCapacity: count)
        var items: [IngestItem] = []
        items.reserveCapacity(count)
        var keys = NewKeys()
        for request in requests {
            for reading in request.readings where seen.insert(reading.identity).inserted {
                items.append(IngestItem(id: keys.next(), reading: reading, gateway: request.uploader.gateway))
            }
        }
        needs = ConfigurationNeeds(
            devices: Set(items.map(\.reading.deviceIdentifier)),
            uploaders: Set(requests.map(\.uploader))
        )
        self.items = items
        hasRepeats = items.count < count
    }

    /// The identities in the order of their index: transactions that share some wait in one direction only.
    var claims: [IdentityClaim] { items.map(IdentityClaim.init).sorted() }

    /// The outcomes of each request, in the order of its readings.
    ///
    /// They are the same as if the requests had been stored one after the other: what an earlier reading had created
    /// is a duplicate the second time.
    ///
    /// - Returns: Nil when an outcome is missing.
    func outcomes(_ outcomes: [MeasurementIdentity: IngestOutcome]) -> [[IngestOutcome]]? {
        var seen = Set<MeasurementIdentity>(minimumCapacity: hasRepeats ? outcomes.count : 0)
        var answers: [[IngestOutcome]] = []
        for request in requests {
            var answer: [IngestOutcome] = []
            answer.reserveCapacity(request.readings.count)
            for place in request.readings.indices {
                let identity = request.readings[place].identity
                guard let outcome = outcomes[identity] else { return nil }
                let isFirst = !hasRepeats || seen.insert(identity).inserted
                answer.append(IngestGroup.outcome(outcome, isFirst: isFirst))
            }
            answers.append(answer)
        }
        return answers
    }

    private static func outcome(_ outcome: IngestOutcome, isFirst: Bool) -> IngestOutcome {
        guard !isFirst, case .created(let id) = outcome else { return outcome }
        return .duplicate(id)
    }
}

import HearthCore
import Vitals

/// New measurements, parted into those that become readings and those that wait for a person.
struct JudgedItems {
    private(set) var admitted: [AdmittedReading] = []
    private(set) var quarantined: [QuarantinedItem] = []
    private(set) var outcomes: [MeasurementIdentity: IngestOutcome] = [:]

    init(_ items: [(IngestItem, Attribution)]) {
        admitted.reserveCapacity(items.count)
        outcomes.reserveCapacity(items.count)
        for (item, attribution) in items {
            switch Admission(item, attribution) {
            case .admitted(let reading):
                admitted.append(reading)
                outcomes[item.reading.identity] = .created(item.id)
            case .quarantined(let cause, let detail):
                quarantined.append(QuarantinedItem(item: item, cause: cause, detail: detail))
                outcomes[item.reading.identity] = .quarantined(QuarantineID(item.id.uuid), cause)
            }
        }
    }
}

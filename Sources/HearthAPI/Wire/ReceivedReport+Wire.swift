import ExactJSON
import HearthCore
import ReadingExchange
import Vitals

extension ReceivedReport {
    /// The report as the API shows it.
    var json: JSONValue {
        [
            "gatewayId": .string(gateway.description), "receivedAt": .string(receivedAt.description),
            "heardAt": .string(heardAt.description), "report": report.json,
        ]
    }
}

import ExactJSON
import ReadingExchange
import Vitals

/// The items of one request and its body.
struct UploadRequest {
    static let path = "/v1/readings"

    let identities: [MeasurementIdentity]
    let body: [UInt8]

    /// Takes as many items from the front as fit; one always does, for it is bounded by itself.
    init(_ items: [UploadItem], maximumBytes: Int) {
        var count = 0
        var size = 0
        for item in items {
            size += item.submission.json.serialized().count + 1
            guard count == 0 || size <= maximumBytes else { break }
            count += 1
        }
        identities = items.prefix(count).map(\.identity)
        body = ReadingsRequest.json(items.prefix(count).map(\.submission)).serialized()
    }
}

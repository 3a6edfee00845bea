import HearthCore
import Vitals

/// The version that follows one of a reading.
struct NextVersion {
    /// In the canonical unit of its kind.
    var measurement: Measurement
    var effectiveAt: Instant
    var status: ReadingStatus
    var reason: String
    /// What the device said, of a version that was decoded anew; nil keeps what is stored.
    var decoded: Decoded?

    /// What decoding the bytes once more says besides the values.
    struct Decoded {
        /// What the device said, when its unit is not the canonical one.
        let original: Measurement?
        let flags: [String]
    }
}

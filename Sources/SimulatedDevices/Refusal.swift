import ATT

/// Why a request is answered with an Error Response.
struct Refusal: Error {
    var handle: UInt16
    var code: ATTErrorCode

    init(_ handle: UInt16, _ code: ATTErrorCode) {
        self.handle = handle
        self.code = code
    }
}

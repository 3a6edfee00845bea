/// What arrives during one request, and whether it is still wanted.
final class CurlTransfer {
    let isCancelled: () -> Bool
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false

    init(isCancelled: @escaping () -> Bool) {
        self.isCancelled = isCancelled
    }

    /// Keeps the bytes and returns how many; less than all of them makes libcurl end the request.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= UploadLimits.answerBytes else {
            isTooLarge = true
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }
}

/// One step of discovery: asks on until the range is walked through, and insists on getting forward.
///
/// Every answer must begin after the one before and stay within the range, so that a hostile or broken device can
/// neither loop the client nor hand out handles that belong elsewhere.
protocol Discovery {
    /// What is looked for.
    associatedtype Found

    /// What has been found so far.
    var found: [Found] { get }
    /// The next request, or nil when all of the range has been seen.
    var request: ATTRequest? { get }

    /// Takes a response to `request`.
    ///
    /// - Throws: `ATTError.inconsistentDiscovery`, `.tooManyAttributes` or `.unexpectedResponse`.
    mutating func accept(_ response: ATTResponse) throws(ATTError)
}

extension Discovery {
    func checkCount() throws(ATTError) {
        let limit = ATTLimits.maximumDiscoveredEntries
        guard found.count <= limit else { throw .tooManyAttributes(limit: limit) }
    }
}

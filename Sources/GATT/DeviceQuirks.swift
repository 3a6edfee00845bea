/// The known quirks of devices.
public struct DeviceQuirks: Hashable, Sendable {
    /// The quirks; the first that applies is taken.
    public let all: [DeviceQuirk]

    /// Lists quirks.
    init(all: [DeviceQuirk]) {
        self.all = all
    }

    /// No quirks: every device is taken at its word.
    public static let none = DeviceQuirks(all: [])

    /// The quirks that Hearth knows, from `Resources/quirks.json`.
    ///
    /// - Returns: The quirks.
    /// - Throws: What is wrong with the file.
    public static func known() throws(DeviceQuirkError) -> DeviceQuirks {
        try DeviceQuirks(json: PackageResources.quirks_json)
    }

    /// Makes of a value what its profile says, where a quirk of its device is known.
    ///
    /// The bytes that the device sent stay the evidence: what is mended is only what is decoded.
    ///
    /// - Parameters:
    ///   - bytes: What the device sent.
    ///   - characteristic: The 16-bit UUID of the characteristic.
    ///   - device: Which device it is.
    /// - Returns: The bytes to decode, and the quirk that changed them; nil when none did.
    public func mend(
        _ bytes: [UInt8],
        of characteristic: UInt16,
        by device: DeviceModel
    ) -> (bytes: [UInt8], quirk: DeviceQuirk?) {
        guard let quirk = all.first(where: { $0.applies(to: bytes, of: characteristic, by: device) }) else {
            return (bytes, nil)
        }
        return (quirk.mended(bytes), quirk)
    }

    /// Whether a quirk would change a value, were the device one that it is about, of which too little is known to say.
    func mayConcern(_ bytes: [UInt8], of characteristic: UInt16, by device: DeviceModel) -> Bool {
        all.contains { $0.mayApply(to: bytes, of: characteristic, by: device) }
    }
}

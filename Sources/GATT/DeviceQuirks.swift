/// The known quirks of devices.
public struct DeviceQuirks: Hashable, Sendable {
    /// The quirks; the first that applies is taken.
    public let all: [DeviceQuirk]
    /// The models that do not announce what they measure; the first that fits is taken.
    public let unannounced: [UnannouncedModel]

    /// Lists quirks.
    init(all: [DeviceQuirk], unannounced: [UnannouncedModel] = []) {
        self.all = all
        self.unannounced = unannounced
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

    /// The quirks of another file, and behind them those that Hearth knows.
    ///
    /// - Parameters:
    ///   - json: The bytes of the file.
    ///   - file: Its name, for what is wrong with it.
    /// - Returns: All of them.
    /// - Throws: What is wrong with the file.
    public static func known(after json: [UInt8], of file: String) throws(DeviceQuirkError) -> DeviceQuirks {
        let own: DeviceQuirks
        do throws(DeviceQuirkError) {
            own = try DeviceQuirks(json: json)
        } catch {
            throw error.inside(file)
        }
        return own.followed(by: try known())
    }

    /// These, and behind them others; of two with the same id the one of these holds.
    ///
    /// An entry that was written in a home must not keep its gateway from starting once Hearth knows it too.
    ///
    /// - Parameter others: What comes behind.
    /// - Returns: All of them.
    func followed(by others: DeviceQuirks) -> DeviceQuirks {
        let ids = Set(all.map(\.id))
        return DeviceQuirks(
            all: all + others.all.filter { !ids.contains($0.id) },
            unannounced: unannounced + others.unannounced
        )
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

    /// The service of a model that does not announce it; nil when none is known by that name.
    ///
    /// - Parameter name: How the device calls itself in its advertisement.
    /// - Returns: The service.
    public func service(ofUnannounced name: String) -> ServiceUUID? {
        unannounced.first { $0.name.matches(name) }?.service
    }
}

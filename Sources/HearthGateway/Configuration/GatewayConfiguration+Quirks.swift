import GATT
import Settings

extension GatewayConfiguration {
    /// The quirks of devices: those of this home's own file first, then those that Hearth knows.
    ///
    /// - Throws: `SettingsError.unreadableFile`, or `DeviceQuirkError`: what is wrong with the file, and with which
    ///   entry.
    func quirks() throws -> DeviceQuirks {
        guard let quirkFile else { return try .known() }
        let file = try NamedFile(path: quirkFile, maximumBytes: DeviceQuirks.maximumBytes)
        return try .known(after: file.bytes, of: file.path)
    }
}

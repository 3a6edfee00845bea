import GATT
import Settings

extension UserConsent {
    /// Reads lines of the form `IDENTIFIER INDEX CODE`, one for each device.
    ///
    /// - Throws: `SettingsError.malformed` for the key, which does not show the code.
    static func all(_ lines: [String], key: String) throws(SettingsError) -> [String: UserConsent] {
        var consents: [String: UserConsent] = [:]
        for line in lines {
            let parts = line.split(separator: " ").map(String.init)
            guard parts.count == 3, let device = try DeviceEntry.identifiers([parts[0]], key: key).first,
                let index = UInt8(parts[1]), index != .max, let code = UInt16(parts[2]),
                consents.updateValue(UserConsent(index: index, code: code), forKey: device) == nil,
                (try? consents[device]?.encoded()) != nil
            else { throw .malformed(key: key, expected: "one line for each device: identifier, user index, code") }
        }
        return consents
    }
}

import Settings
import Upload

extension TransportSecurity {
    /// Reads `server.authorityFile`, `server.clientCertificate` and `server.clientKey`.
    ///
    /// There is no key that turns the check of the server's certificate off.
    ///
    /// - Throws: `SettingsError.missing` when only one of certificate and key is named.
    init(reading settings: SettingsReader) throws(SettingsError) {
        let certificate = settings.text("server.clientCertificate")
        let key = settings.text("server.clientKey")
        guard certificate == nil || key != nil else { throw .missing(key: "server.clientKey") }
        guard key == nil || certificate != nil else { throw .missing(key: "server.clientCertificate") }
        self.init(
            authorityFile: settings.text("server.authorityFile"),
            clientCertificateFile: certificate,
            clientKeyFile: key
        )
    }
}

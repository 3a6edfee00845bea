import Foundation

/// Which server is trusted, and with what certificate the gateway shows itself.
public struct TransportSecurity: Sendable, Equatable {
    /// A PEM file of the authorities that are trusted instead of the system's.
    public var authorityFile: String?
    /// A PEM file with the gateway's certificate chain, for servers that ask for one.
    public var clientCertificateFile: String?
    /// A PEM file with the private key of that certificate.
    public var clientKeyFile: String?

    /// Makes a choice; by default the system's authorities and no client certificate.
    public init(
        authorityFile: String? = nil,
        clientCertificateFile: String? = nil,
        clientKeyFile: String? = nil
    ) {
        self.authorityFile = authorityFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
    }

    /// Refuses a private key that others than its owner can reach.
    func checkKey() throws(UploadError) {
        guard let clientKeyFile else { return }
        var status = stat()
        guard stat(clientKeyFile, &status) == 0 else {
            throw UploadError(.configuration, cause: "the client's key cannot be read")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw UploadError(.configuration, cause: "the client's key can be reached by others than its owner")
        }
    }
}

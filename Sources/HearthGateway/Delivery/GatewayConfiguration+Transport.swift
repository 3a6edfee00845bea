import Foundation
import Upload

extension GatewayConfiguration {
    /// The way to the configured server.
    ///
    /// - Throws: `UploadError` when the address is not one that the gateway may use.
    func transport() throws(UploadError) -> CurlTransport {
        try CurlTransport(
            address: try ServerAddress(server.absoluteString),
            security: security
        )
    }
}

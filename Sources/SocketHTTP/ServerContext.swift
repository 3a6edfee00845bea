import HTTPTypes
import Logging

/// What every connection of a server shares.
struct ServerContext: Sendable {
    let configuration: HTTPServerConfiguration
    let handler: any HTTPHandler
    let renderRejection: RejectionRenderer
    let shutdown: ShutdownSignal
    let addresses: AddressCount
    let logger: Logger

    func rejected(_ rejection: RequestRejection) -> ServerResponse {
        .rejected(rejection, by: renderRejection)
    }
}

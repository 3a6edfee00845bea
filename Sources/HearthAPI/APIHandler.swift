import Foundation
public import HearthCore
public import Logging
public import SocketHTTP

/// The HTTP API of Hearth, as `Docs/API/openapi.yaml` describes it.
///
/// It decodes what is on the wire, asks a port, and writes the answer; rules and storage are behind the ports.
public struct APIHandler: HTTPHandler {
    private let router: Router

    /// Puts the routes together.
    ///
    /// - Parameters:
    ///   - ports: What the routes ask.
    ///   - configuration: The choices of the one who runs the server.
    ///   - metricsText: All metrics of the process in Prometheus' text format.
    ///   - logger: Where one line for each request goes, without patient data and tokens.
    /// - Throws: `APIError.missingDescription` when the installation is incomplete.
    public init(
        ports: Ports,
        configuration: APIConfiguration = APIConfiguration(),
        metricsText: @escaping @Sendable () -> String,
        logger: Logger
    ) throws(APIError) {
        let gate = Gate(authenticator: ports.authenticator, configuration: configuration, logger: logger)
        var table = RouteTable(gate: gate)
        IngestRoutes(ingest: ports.ingest).add(to: &table)
        PatientRoutes(patients: ports.patients).add(to: &table)
        ReadingRoutes(readings: ports.readings).add(to: &table)
        LimitRoutes(limits: ports.limits).add(to: &table)
        DeviceRoutes(devices: ports.devices).add(to: &table)
        GatewayRoutes(gateways: ports.gateways).add(to: &table)
        ReportRoutes(reports: ports.reports, pairings: ports.pairings).add(to: &table)
        PairingRoutes(pairings: ports.pairings).add(to: &table)
        EnrolmentRoutes(gateways: ports.gateways, configuration: configuration).add(to: &table)
        AlertRoutes(alerts: ports.alerts).add(to: &table)
        AlertStreamRoutes(
            events: ports.events,
            authenticator: ports.authenticator,
            configuration: configuration
        ).add(to: &table)
        QuarantineRoutes(quarantine: ports.quarantine).add(to: &table)
        UserRoutes(users: ports.users).add(to: &table)
        ServiceRoutes(
            readiness: ports.readiness,
            metricsText: metricsText,
            description: try Self.description()
        ).add(to: &table)
        router = table.router
    }

    /// Answers one request.
    public func respond(to request: ServerRequest) async -> ServerResponse { await router.respond(to: request) }

    /// The paths that are answered however busy the server is: those of health, readiness and metrics.
    public static let probePaths = Set([Operation.health, .readiness, .metrics].map(\.route.template))

    /// Renders what the HTTP server itself refuses as a problem document; hand it to `HTTPServer`.
    @Sendable public static func renderRejection(_ rejection: RequestRejection) -> ServerResponse {
        Problem(rejection).response(requestID: UUID())
    }

    /// The OpenAPI document of the installation.
    private static func description() throws(APIError) -> [UInt8] {
        guard let url = Bundle.module.url(forResource: "openapi", withExtension: "yaml"),
            let data = try? Data(contentsOf: url)
        else { throw .missingDescription }
        return Array(data)
    }
}

/// The version of this program, as it reports it.
enum GatewayVersion {
    static let text = "1.0.0"
}

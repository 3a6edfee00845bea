/// What keeps a gateway from its work; safe to log.
public enum GatewayError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The folder of its state is not usable; the text says why.
    case stateDirectory(String)
    /// It has no credential yet: `hearth-gateway enroll` gets one.
    case notEnrolled
    /// There is no Bluetooth adapter to use; the text says why.
    case noAdapter(String)
    /// The running gateway did not do what a command asked; the text says why.
    case control(String)
    /// There is no bond with the device at this address.
    case notPaired(String)
    /// A recording cannot be read at this line.
    case recording(line: Int, expected: String)

    /// Code and message.
    public var description: String {
        switch self {
        case .stateDirectory(let reason): "gateway.state-directory: \(reason)"
        case .notEnrolled: "gateway.not-enrolled: run `hearth-gateway enroll` with the code from the administrator"
        case .noAdapter(let reason): "gateway.no-adapter: \(reason)"
        case .control(let reason): reason
        case .notPaired(let address):
            "gateway.not-paired: there is no bond with \(address): `hearth-gateway status` shows with which there is"
        case .recording(let line, let expected): "gateway.recording: line \(line): expected \(expected)"
        }
    }
}

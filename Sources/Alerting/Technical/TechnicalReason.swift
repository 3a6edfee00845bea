import Vitals

/// Why equipment is as a rule finds it; safe to log, since it knows no patient.
public enum TechnicalReason: Sendable, Hashable, CustomStringConvertible {
    /// Nothing has been heard of the gateway since.
    case gatewayNotHeard(since: Instant, limitSeconds: Int)
    /// The gateway is heard again.
    case gatewayHeard
    /// The gateway is revoked: nobody expects anything of it.
    case gatewayRevoked
    /// The spool's state.
    case spool(GatewayReport.Pressure, usedPercent: Int)
    /// So many measurements that the server refused are kept.
    case refused(Int)
    /// So many values that cannot be decoded are kept.
    case undecodable(Int)
    /// The adapter's state.
    case adapter(GatewayReport.Adapter)
    /// The measurement that waits longest was received then.
    case unsent(since: Instant, limitSeconds: Int)
    /// Nothing waits for too long.
    case nothingLate
    /// The device has not been seen since, though its gateway is heard.
    case deviceNotSeen(since: Instant, limitSeconds: Int)
    /// The device has been seen.
    case deviceSeen
    /// Nobody has the device, or no gateway is to read it.
    case deviceNotExpected
    /// The battery's state.
    case battery(percent: Int)
    /// How far the device's clock is off, in minutes.
    case clock(offsetMinutes: Int)
    /// The device no longer accepts its gateway, or does again.
    case bond(GatewayReport.Bond)
    /// No server was alive between the two.
    case serverNotAlive(from: Instant, until: Instant)

    /// One sentence that says who it is about.
    public var description: String {
        switch self {
        case .gatewayNotHeard(let since, let limit):
            "the gateway is silent: nothing was heard of it since \(since), and \(limit) s are allowed"
        case .gatewayHeard: "the gateway is heard again"
        case .gatewayRevoked: "the gateway is revoked, so that nothing is expected of it"
        case .spool(.normal, let percent): "the gateway's spool has room again: \(percent) % are used"
        case .spool(.nearlyFull, let percent): "the gateway's spool is nearly full: \(percent) % are used"
        case .spool(.full, _): "the gateway's spool is full: devices are not confirmed and keep what they hold"
        case .refused(let count): "the gateway keeps \(count) measurements that the server refused"
        case .undecodable(let count): "the gateway keeps \(count) values that it cannot decode"
        case .adapter(.ready): "the gateway's Bluetooth adapter works"
        case .adapter(.settingUp): "the gateway's Bluetooth adapter is being set up"
        case .adapter(.absent): "the gateway's Bluetooth adapter is not there: no device is read over Bluetooth"
        case .adapter(.failed):
            "the gateway's Bluetooth adapter cannot be used: `hearth-gateway status` in the home says why"
        case .adapter(.inUse):
            "another program uses the gateway's Bluetooth adapter, and measurements may be lost: it must be stopped "
                + "(`hearth-gateway status` in the home says which)"
        case .unsent(let since, let limit):
            "the gateway is heard, and a measurement waits on it since \(since); \(limit) s are allowed"
        case .nothingLate: "no measurement waits too long on the gateway"
        case .deviceNotSeen(let since, let limit):
            "the device is silent: its gateway is heard and did not see it since \(since); \(limit) s are allowed"
        case .deviceSeen: "the device has been seen"
        case .deviceNotExpected: "nobody has the device, or no gateway is to read it"
        case .battery(let percent): "the device's battery is at \(percent) %"
        case .clock(let minutes): "the device's clock is off by \(minutes) min"
        case .bond(.lost): "the device no longer accepts its gateway: they must be paired again"
        case .bond: "the device accepts its gateway"
        case .serverNotAlive(let from, let until): "the server was silent from \(from) until \(until)"
        }
    }
}

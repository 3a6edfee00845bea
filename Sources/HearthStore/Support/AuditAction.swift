/// What the audit log says that somebody did; the raw values are stored.
enum AuditAction: String {
    case create
    case update
    case read
    case list
    case assign
    case end
    case revoke
    case enroll
    case rotateToken = "rotate-token"
    case renewToken = "renew-token"
    case confirmToken = "confirm-token"
    case renewCode = "renew-code"
    case orderPairing = "order-pairing"
    case finishPairing = "finish-pairing"
    case setLimits = "set-limits"
    case acknowledge
    case resolve
    case release
    case discard
    case correct
    case withdraw
}

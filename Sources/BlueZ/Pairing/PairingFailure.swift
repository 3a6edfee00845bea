/// Why a device was not paired; safe to log.
public enum PairingFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The passkey was wrong, or one side said no.
    case refused
    /// The device was not there, or went away.
    case unreachable
    /// It took too long.
    case timedOut
    /// The device pairs, and does not keep a key.
    case noBond
    /// The person ended it.
    case cancelled
    /// Another device is being paired.
    case busy
    /// There is no room for one more bond.
    case full
    /// The adapter failed.
    case adapter(BlueZError)

    /// A stable name of what happened.
    public var code: String {
        switch self {
        case .adapter(let error): error.code
        default: String(description.prefix { $0 != ":" })
        }
    }

    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .refused:
            "pairing.refused: the passkey was wrong, or the device said no: start its pairing mode and try again"
        case .unreachable: "pairing.unreachable: the device was not there: start its pairing mode, nearer by"
        case .timedOut: "pairing.timed-out: nobody answered in time"
        case .noBond: "pairing.no-bond: the device keeps no key, so it cannot be read later"
        case .cancelled: "pairing.cancelled"
        case .busy: "pairing.busy: another device is being paired: try again when that is done"
        case .full:
            "pairing.full: \(BondBook.maximumBonds) devices are paired already: take leave of one with "
                + "`hearth-gateway forget`"
        case .adapter(let error): error.description
        }
    }

    init(_ error: BlueZError) {
        switch error {
        case .refused(_, .authenticationFailed), .refused(_, .rejected): self = .refused
        case .refused(_, .connectFailed), .refused(_, .disconnected), .refused(_, .notConnected): self = .unreachable
        case .refused(_, .timedOut), .timedOut: self = .timedOut
        case .refused(_, .cancelled): self = .cancelled
        default: self = .adapter(error)
        }
    }
}

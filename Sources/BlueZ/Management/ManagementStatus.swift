/// How a management command ended; the numbers are the kernel's.
public struct ManagementStatus: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number.
    public let rawValue: UInt8

    /// Makes a status of the kernel's number; every value is possible.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It was done.
    public static let success = ManagementStatus(rawValue: 0x00)
    /// The kernel does not know the command.
    public static let unknownCommand = ManagementStatus(rawValue: 0x01)
    /// There is no such connection.
    public static let notConnected = ManagementStatus(rawValue: 0x02)
    /// It failed for no named reason.
    public static let failed = ManagementStatus(rawValue: 0x03)
    /// The device could not be reached.
    public static let connectFailed = ManagementStatus(rawValue: 0x04)
    /// The pairing failed: wrong passkey, refused, or the device ended it.
    public static let authenticationFailed = ManagementStatus(rawValue: 0x05)
    /// There is no bond.
    public static let notPaired = ManagementStatus(rawValue: 0x06)
    /// The adapter has no room left.
    public static let noResources = ManagementStatus(rawValue: 0x07)
    /// The device did not answer.
    public static let timedOut = ManagementStatus(rawValue: 0x08)
    /// The same is being done already.
    public static let busy = ManagementStatus(rawValue: 0x0A)
    /// It cannot be done in the present state.
    public static let rejected = ManagementStatus(rawValue: 0x0B)
    /// The adapter cannot do it.
    public static let notSupported = ManagementStatus(rawValue: 0x0C)
    /// The kernel does not take the parameters.
    public static let invalidParameters = ManagementStatus(rawValue: 0x0D)
    /// The device went away meanwhile.
    public static let disconnected = ManagementStatus(rawValue: 0x0E)
    /// The radio is off.
    public static let notPowered = ManagementStatus(rawValue: 0x0F)
    /// Somebody ended it.
    public static let cancelled = ManagementStatus(rawValue: 0x10)
    /// The adapter is gone.
    public static let invalidIndex = ManagementStatus(rawValue: 0x11)
    /// A switch keeps the radio off.
    public static let blockedBySwitch = ManagementStatus(rawValue: 0x12)
    /// There is a bond already.
    public static let alreadyPaired = ManagementStatus(rawValue: 0x13)
    /// The process may not do it.
    public static let permissionDenied = ManagementStatus(rawValue: 0x14)

    /// The kernel's name of the status, or its number.
    public var description: String { Self.names[self] ?? "status \(rawValue)" }

    private static let names: [ManagementStatus: String] = [
        .success: "Success",
        .unknownCommand: "Unknown Command",
        .notConnected: "Not Connected",
        .failed: "Failed",
        .connectFailed: "Connect Failed",
        .authenticationFailed: "Authentication Failed",
        .notPaired: "Not Paired",
        .noResources: "No Resources",
        .timedOut: "Timeout",
        .busy: "Busy",
        .rejected: "Rejected",
        .notSupported: "Not Supported",
        .invalidParameters: "Invalid Parameters",
        .disconnected: "Disconnected",
        .notPowered: "Not Powered",
        .cancelled: "Cancelled",
        .invalidIndex: "Invalid Index",
        .blockedBySwitch: "RFKilled",
        .alreadyPaired: "Already Paired",
        .permissionDenied: "Permission Denied",
    ]
}

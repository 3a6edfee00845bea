/// How secure a link must be; the numbers are the kernel's (`BT_SECURITY`).
public enum LinkSecurity: UInt8, Sendable, Comparable {
    /// Encrypted with the key of a pairing.
    case encrypted = 2
    /// Encrypted with the key of a pairing that a person made sure of.
    case authenticated = 3

    /// More secure is greater.
    public static func < (left: LinkSecurity, right: LinkSecurity) -> Bool { left.rawValue < right.rawValue }
}

extension Bond {
    /// What links to the device can be, and therefore must be.
    public var security: LinkSecurity { isAuthenticated ? .authenticated : .encrypted }
}

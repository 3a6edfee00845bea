import Foundation
import Vitals

/// What a gateway is told to do: pair a device as soon as it shows up.
public struct PairingTask: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    /// The largest passkey: six digits.
    public static let passkeys: ClosedRange<UInt32> = 0...999_999

    /// The order's key.
    public let id: UUID
    /// The device's Bluetooth address in its canonical form.
    public let device: String
    /// The passkey that the device expects; nil when it is to be paired without one.
    public let passkey: UInt32?
    /// When it is no longer wanted.
    public let expiresAt: Instant

    /// Makes the value.
    public init(id: UUID, device: String, passkey: UInt32?, expiresAt: Instant) {
        self.id = id
        self.device = DeviceIdentifier.canonical(device)
        self.passkey = passkey
        self.expiresAt = expiresAt
    }

    /// Never the passkey.
    public var description: String { "pairing of \(device)" }
    /// Never the passkey, in a dump either.
    public var customMirror: Mirror { Mirror(self, children: ["id": id, "device": device]) }
}

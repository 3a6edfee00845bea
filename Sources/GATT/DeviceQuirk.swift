/// What a model sends otherwise than its profile says, and how to make of it what the profile says.
///
/// It is data: which device, which bytes, which changes, and captured bytes that prove it. Nothing is changed unless
/// everything fits.
public struct DeviceQuirk: Hashable, Sendable {
    /// A part of the bytes that a value must have.
    public struct Bits: Hashable, Sendable {
        let byte: Int
        let mask: UInt8
        let value: UInt8
    }

    /// One change of the bytes of a value.
    public enum Change: Hashable, Sendable {
        /// Set the bits of the mask in a byte.
        case set(byte: Int, mask: UInt8)
        /// Clear the bits of the mask in a byte.
        case clear(byte: Int, mask: UInt8)
        /// Turn the order of bytes round.
        case reverse(Range<Int>)
    }

    /// Bytes that a device has sent, and what they become.
    public struct Capture: Hashable, Sendable {
        /// What the device sent.
        public let sent: [UInt8]
        /// What it becomes.
        public let mended: [UInt8]
    }

    /// Its name in logs.
    public let id: String
    /// Whose devices.
    public let manufacturer: NamePattern
    /// Which of them.
    public let model: NamePattern
    /// The 16-bit UUID of the characteristic.
    public let characteristic: UInt16
    /// How many bytes a value must have.
    public let length: Int
    /// What must be in them.
    public let bits: [Bits]
    /// What is changed, in this order.
    public let changes: [Change]
    /// What it was made from.
    public let captures: [Capture]

    /// Whether it is about a device's value.
    func applies(to bytes: [UInt8], of characteristic: UInt16, by device: DeviceModel) -> Bool {
        fits(bytes, of: characteristic) && manufacturer.matches(device.manufacturer) && model.matches(device.model)
    }

    /// Whether it would be about a value, were the device one of these for all that is known of it.
    func mayApply(to bytes: [UInt8], of characteristic: UInt16, by device: DeviceModel) -> Bool {
        fits(bytes, of: characteristic) && (device.manufacturer == nil || manufacturer.matches(device.manufacturer))
            && (device.model == nil || model.matches(device.model))
    }

    /// Whether a value has the form that is changed.
    func fits(_ bytes: [UInt8], of characteristic: UInt16) -> Bool {
        characteristic == self.characteristic && bytes.count == length
            && bits.allSatisfy { bytes[$0.byte] & $0.mask == $0.value }
    }

    /// Makes the changes; every byte that they name is within `length`, which has been checked when it was read.
    func mended(_ bytes: [UInt8]) -> [UInt8] {
        changes.reduce(into: bytes) { bytes, change in
            switch change {
            case .set(let byte, let mask): bytes[byte] |= mask
            case .clear(let byte, let mask): bytes[byte] &= ~mask
            case .reverse(let range): bytes[range].reverse()
            }
        }
    }
}

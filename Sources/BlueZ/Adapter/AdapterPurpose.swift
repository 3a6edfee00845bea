/// What the gateway uses its adapter for.
public enum AdapterPurpose: Sendable {
    /// To read bonded devices: the kernel connects to them, and nobody can make a new bond.
    case reading
    /// To look for devices and to pair them, while a person is there. Bonded devices are left alone: nobody would
    /// take what they measure.
    case pairing
}

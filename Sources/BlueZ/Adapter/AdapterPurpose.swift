/// What the gateway uses its adapter for.
public enum AdapterPurpose: Sendable {
    /// To read bonded devices: the kernel connects to them.
    case reading
    /// To look for devices and to pair them only. Bonded devices are left alone: nobody would take what they measure.
    case pairing
}

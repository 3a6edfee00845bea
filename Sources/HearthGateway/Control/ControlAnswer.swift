/// What the running gateway tells a person's command.
enum ControlAnswer: Sendable, Hashable, Codable {
    /// Type the passkey that the device shows; answered by `ControlReply.passkey`.
    case askForPasskey
    /// Does the device show this number? Answered by `ControlReply.isSame`.
    case askToCompare(number: UInt32)
    /// Type this passkey at the device, which has taken so many digits.
    case show(passkey: UInt32, entered: UInt8)
    /// A line of the table of a scan.
    case row(ScanRow)
    /// All lines of the table have been told; the next ones are of a new table.
    case tableIsWhole
    /// The end of a pairing.
    case paired(PairedDevice)
    /// The device that is forgotten.
    case forgotten(PairedDevice)
    /// The end of a scan.
    case scanned
    /// The end of any of them, with what went wrong and what to do.
    case failed(String)
}

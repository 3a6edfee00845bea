/// The first byte of a PDU (Core Vol 3 Part F 3.4), for the PDUs that Hearth sends or understands.
public enum ATTOpcode: UInt8, Sendable {
    case errorResponse = 0x01
    case exchangeMTURequest = 0x02
    case exchangeMTUResponse = 0x03
    case findInformationRequest = 0x04
    case findInformationResponse = 0x05
    case readByTypeRequest = 0x08
    case readByTypeResponse = 0x09
    case readRequest = 0x0A
    case readResponse = 0x0B
    case readBlobRequest = 0x0C
    case readBlobResponse = 0x0D
    case readByGroupTypeRequest = 0x10
    case readByGroupTypeResponse = 0x11
    case writeRequest = 0x12
    case writeResponse = 0x13
    case handleValueNotification = 0x1B
    case handleValueIndication = 0x1D
    case handleValueConfirmation = 0x1E
    case writeCommand = 0x52

    /// Bit 6 of any opcode says that it is a command: nobody answers it, even unknown.
    static let commandFlag: UInt8 = 0x40

    /// Whether a PDU with this opcode wants a response.
    ///
    /// Requests are the even opcodes without the command flag,
    /// apart from the confirmation.
    public static func wantsResponse(_ opcode: UInt8) -> Bool {
        opcode & commandFlag == 0 && opcode & 1 == 0 && opcode != ATTOpcode.handleValueConfirmation.rawValue
    }
}

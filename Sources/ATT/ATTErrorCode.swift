/// The reason that a peer gives in an Error Response (Core Vol 3 Part F 3.4.1.1, and CSS Part B for 0xE0 and above).
public struct ATTErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The code on the wire.
    public let rawValue: UInt8

    /// Makes a code of the byte on the wire; every value is possible.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The handle is no attribute of the device.
    public static let invalidHandle = ATTErrorCode(rawValue: 0x01)
    /// The attribute cannot be read.
    public static let readNotPermitted = ATTErrorCode(rawValue: 0x02)
    /// The attribute cannot be written.
    public static let writeNotPermitted = ATTErrorCode(rawValue: 0x03)
    /// The request breaks the protocol.
    public static let invalidPDU = ATTErrorCode(rawValue: 0x04)
    /// The link must be paired first.
    public static let insufficientAuthentication = ATTErrorCode(rawValue: 0x05)
    /// The peer does not know the request.
    public static let requestNotSupported = ATTErrorCode(rawValue: 0x06)
    /// The offset is behind the end of the value.
    public static let invalidOffset = ATTErrorCode(rawValue: 0x07)
    /// The person at the device must allow it first.
    public static let insufficientAuthorization = ATTErrorCode(rawValue: 0x08)
    /// Too many prepared writes wait.
    public static let prepareQueueFull = ATTErrorCode(rawValue: 0x09)
    /// No attribute of this type is in the range: how discovery ends.
    public static let attributeNotFound = ATTErrorCode(rawValue: 0x0A)
    /// The value cannot be read in parts.
    public static let attributeNotLong = ATTErrorCode(rawValue: 0x0B)
    /// The key of the link is too short.
    public static let encryptionKeySizeTooShort = ATTErrorCode(rawValue: 0x0C)
    /// The value has the wrong length for the attribute.
    public static let invalidAttributeValueLength = ATTErrorCode(rawValue: 0x0D)
    /// The request failed for a reason that has no code.
    public static let unlikelyError = ATTErrorCode(rawValue: 0x0E)
    /// The link must be encrypted first.
    public static let insufficientEncryption = ATTErrorCode(rawValue: 0x0F)
    /// The type does not group attributes.
    public static let unsupportedGroupType = ATTErrorCode(rawValue: 0x10)
    /// The peer has too little memory.
    public static let insufficientResources = ATTErrorCode(rawValue: 0x11)
    /// The services have changed since they were discovered.
    public static let databaseOutOfSync = ATTErrorCode(rawValue: 0x12)
    /// The value is not allowed for the attribute.
    public static let valueNotAllowed = ATTErrorCode(rawValue: 0x13)
    /// The device does not do what was written, for a reason of its service.
    public static let writeRequestRejected = ATTErrorCode(rawValue: 0xFC)
    /// The service needs a subscription first.
    public static let clientConfigurationImproperlyConfigured = ATTErrorCode(rawValue: 0xFD)
    /// The device is still at what was asked before.
    public static let procedureAlreadyInProgress = ATTErrorCode(rawValue: 0xFE)
    /// The value is out of the range of its service.
    public static let outOfRange = ATTErrorCode(rawValue: 0xFF)

    /// True when the peer would allow the request on a paired or encrypted link.
    public var asksForSecurity: Bool {
        switch self {
        case .insufficientAuthentication, .insufficientEncryption, .encryptionKeySizeTooShort: true
        default: false
        }
    }

    /// The specification's name of the code, or its class and number.
    public var description: String {
        if let name = Self.names[self] { return name }
        let number = String(rawValue, radix: 16, uppercase: true)
        return switch rawValue {
        case 0x80...0x9F: "Application Error 0x\(number)"
        case 0xE0...0xFF: "Common Profile Error 0x\(number)"
        default: "Reserved Error 0x\(number)"
        }
    }

    private static let names: [ATTErrorCode: String] = [
        .invalidHandle: "Invalid Handle",
        .readNotPermitted: "Read Not Permitted",
        .writeNotPermitted: "Write Not Permitted",
        .invalidPDU: "Invalid PDU",
        .insufficientAuthentication: "Insufficient Authentication",
        .requestNotSupported: "Request Not Supported",
        .invalidOffset: "Invalid Offset",
        .insufficientAuthorization: "Insufficient Authorization",
        .prepareQueueFull: "Prepare Queue Full",
        .attributeNotFound: "Attribute Not Found",
        .attributeNotLong: "Attribute Not Long",
        .encryptionKeySizeTooShort: "Encryption Key Size Too Short",
        .invalidAttributeValueLength: "Invalid Attribute Value Length",
        .unlikelyError: "Unlikely Error",
        .insufficientEncryption: "Insufficient Encryption",
        .unsupportedGroupType: "Unsupported Group Type",
        .insufficientResources: "Insufficient Resources",
        .databaseOutOfSync: "Database Out Of Sync",
        .valueNotAllowed: "Value Not Allowed",
        .writeRequestRejected: "Write Request Rejected",
        .clientConfigurationImproperlyConfigured:
            "Client Characteristic Configuration Descriptor Improperly Configured",
        .procedureAlreadyInProgress: "Procedure Already In Progress",
        .outOfRange: "Out Of Range",
    ]
}

/// What is wrong at the byte that an `ATTError.malformed` names.
public enum PDUFault: String, Sendable {
    /// The PDU ends before this byte.
    case truncated
    /// Bytes follow that the PDU does not have.
    case trailingBytes = "trailing bytes"
    /// The entry length or format is none that the PDU allows.
    case invalidFormat = "invalid format"
    /// A list without an entry, where an Error Response would have been due.
    case emptyList = "empty list"
    /// A PDU or value is longer than the protocol allows.
    case tooLong = "too long"
}

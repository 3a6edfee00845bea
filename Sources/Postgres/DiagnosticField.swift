/// The fields of an error, by the letters of the protocol; libpq's `PG_DIAG_*` macros are not visible in Swift.
enum DiagnosticField: UInt8 {
    case severity = 0x56  // V, not localised
    case sqlState = 0x43  // C
    case message = 0x4D  // M
    case position = 0x50  // P
    case table = 0x74  // t
    case column = 0x63  // c
    case constraint = 0x6E  // n
}

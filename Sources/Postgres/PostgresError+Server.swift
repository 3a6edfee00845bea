import CLibPQ
import Foundation

/// Reading what libpq and the server report.
extension PostgresError {
    /// Classes of conditions whose messages name objects of the schema and never a row's values.
    ///
    /// Left out on purpose: 22 (data exceptions quote the value), P0 (a function's own words) and everything unknown.
    private static let speakingClasses: Set<Substring> = [
        "08", "0A", "23", "25", "26", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58",
    ]
    /// Conditions of those classes whose message quotes the statement all the same.
    private static let quotingStates: Set<PostgresSQLState> = [.syntaxError]

    /// The words for conditions whose own message is withheld.
    private static let conditionNames: [String: String] = [
        "22001": "a text is too long for its column",
        "22003": "a number is out of range",
        "22007": "a date or time is malformed",
        "22008": "a date or time is out of range",
        "22012": "division by zero",
        "22021": "a character is not in the repertoire",
        "22023": "a parameter's value is invalid",
        "22P02": "a value's text form is invalid",
        "22P03": "a value's binary form is invalid",
        "42601": "syntax error",
        "P0001": "raised by a function",
    ]

    /// Reads an error result; `code` is what it means for the caller.
    init(result: OpaquePointer?, code: Code) {
        let state = PostgresError.field(.sqlState, of: result).map(PostgresSQLState.init(rawValue:))
        self.init(code, PostgresError.safeMessage(result, state))
        sqlState = state
        severity = PostgresError.field(.severity, of: result)
        constraint = PostgresError.field(.constraint, of: result)
        table = PostgresError.field(.table, of: result)
        column = PostgresError.field(.column, of: result)
        position = PostgresError.field(.position, of: result).flatMap { Int($0) }
    }

    /// Reads why no connection was made; libpq was told to report the server's refusal as a bare SQLSTATE.
    init(connectFailureOf handle: OpaquePointer?) {
        let text = PQerrorMessage(handle).map { String(cString: $0) } ?? "out of memory"
        let lines = text.split(separator: "\n")
        let last = lines.last.map(String.init) ?? "unknown failure"
        self.init(.connectFailed, lines.first.map(String.init) ?? last)
        if let match = last.firstMatch(of: /FATAL:\s+([0-9A-Z]{5})$/) {
            sqlState = PostgresSQLState(rawValue: String(match.output.1))
            severity = "FATAL"
        }
    }

    /// True when trying to connect again may succeed without anybody changing anything.
    var isPassingConnectFailure: Bool {
        switch code {
        case .connectTimedOut: true
        case .connectFailed:
            sqlState.map { ["53", "57"].contains($0.conditionClass) } ?? true
        default: false
        }
    }

    /// The session is over after this condition.
    var endsSession: Bool { severity == "FATAL" || severity == "PANIC" }

    private static func safeMessage(_ result: OpaquePointer?, _ state: PostgresSQLState?) -> String {
        guard let state else { return "the connection ended" }
        if speakingClasses.contains(state.conditionClass), !quotingStates.contains(state) {
            return field(.message, of: result) ?? "no message"
        }
        return conditionNames[state.rawValue] ?? "message withheld, it may quote data"
    }

    private static func field(_ field: DiagnosticField, of result: OpaquePointer?) -> String? {
        PQresultErrorField(result, Int32(field.rawValue)).map { String(cString: $0) }
    }
}

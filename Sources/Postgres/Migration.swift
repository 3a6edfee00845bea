import Crypto
import Foundation

/// One step of the schema: a numbered file of SQL.
public struct Migration: Sendable, Hashable {
    /// The number that orders it.
    public let number: Int
    /// The file's name without number and ending.
    public let name: String
    /// SHA-256 of the file, as 64 hexadecimal digits.
    public let checksum: String
    let sql: String

    /// Reads a file called `NNNN_name.sql`; nil when it is called otherwise.
    init?(fileName: String, contents: Data) {
        guard let match = fileName.wholeMatch(of: /([0-9]{4})_([a-z0-9_]+)\.sql/),
            let number = Int(match.output.1), let sql = String(validating: contents, as: UTF8.self)
        else { return nil }
        self.number = number
        name = String(match.output.2)
        checksum = SHA256.hash(data: contents).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        self.sql = sql
    }

    /// The name of the file.
    public var fileName: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_\(name).sql"
    }

    /// The line that a character of the file is in, both from 1.
    func line(ofCharacter position: Int) -> Int {
        sql.unicodeScalars.prefix(position - 1).count { $0 == "\n" } + 1
    }
}

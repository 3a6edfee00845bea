/// What PostgreSQL says that it did.
struct ObservedPlan: CustomStringConvertible {
    let lines: [String]

    var description: String { lines.joined(separator: "\n") }

    /// Scans of indexes alone, those of partitions included that turned out not to be needed.
    var indexScans: Int { lines.count { $0.contains("Index Only Scan") } }

    /// Every table is answered for by an index.
    var isIndexOnly: Bool {
        indexScans > 0
            && !lines.contains { line in ["Seq Scan", "Index Scan", "Bitmap"].contains { line.contains($0) } }
    }

    /// Rows of tables that were looked at because vacuum had not been there.
    var heapFetches: Int { lines.reduce(0) { $0 + (ObservedPlan.number(after: "Heap Fetches: ", in: $1) ?? 0) } }

    /// The plan is for all values: what it looks for are parameters.
    var isGeneric: Bool {
        let conditions = lines.filter { $0.contains("Index Cond") }
        return !conditions.isEmpty && conditions.allSatisfy { $0.contains("organization_id = $1") }
    }

    /// The rows that scans of an index whose name begins so have found.
    func rows(ofIndex name: String) -> Int {
        lines.filter { $0.contains("Index Only Scan") && $0.contains(" using \(name)") }.reduce(0) { sum, line in
            let rows = ObservedPlan.number(after: "rows=", in: line) ?? 0
            return sum + rows * (ObservedPlan.number(after: "loops=", in: line) ?? 0)
        }
    }

    private static func number(after mark: String, in line: String) -> Int? {
        line.firstRange(of: mark).flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
    }
}

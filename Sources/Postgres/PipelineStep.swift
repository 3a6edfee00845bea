/// What one answer within a pipeline belongs to.
enum PipelineStep {
    /// A statement of ours: a BEGIN, or the end of a prepared statement that made room.
    case auxiliary
    /// The preparation of the caller's statement of that index.
    case prepare(StatementCache.Key, index: Int)
    /// The caller's statement of that index.
    case execute(StatementCache.Key, index: Int)

    var index: Int? {
        switch self {
        case .auxiliary: nil
        case .prepare(_, let index), .execute(_, let index): index
        }
    }
}

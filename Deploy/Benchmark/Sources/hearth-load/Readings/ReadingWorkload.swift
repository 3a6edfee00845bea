/// Posts readings, and counts those that the server has created.
struct ReadingWorkload: Workload {
    /// Within every limit, as nearly all readings are.
    private static let systolic = 124

    private var post: ReadingPost
    private let batch: Int
    private(set) var created = 0

    init(_ cast: Cast, batch: Int) {
        post = ReadingPost(cast)
        self.batch = batch
    }

    mutating func request(at time: UInt64) -> [UInt8]? {
        post.next(count: batch, systolic: ReadingWorkload.systolic).bytes
    }

    mutating func accepts(_ answer: HTTPAnswer) -> Bool {
        let count = answer.count(of: "\"created\"")
        created += count
        return answer.status == 200 && count == batch
    }
}

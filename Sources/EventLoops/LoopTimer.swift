/// An entry of the loop's timer heap, ordered by its deadline.
struct LoopTimer: Comparable {
    enum Work {
        case action(@Sendable () -> Void)
        case source(EventSource)
    }

    var deadline: MonotonicTime
    var work: Work

    static func < (left: LoopTimer, right: LoopTimer) -> Bool { left.deadline < right.deadline }
    static func == (left: LoopTimer, right: LoopTimer) -> Bool { left.deadline == right.deadline }
}

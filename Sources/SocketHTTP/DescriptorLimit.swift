import Foundation

/// The process's limit of open files and sockets.
public enum DescriptorLimit {
    /// Raises the soft limit as far as the hard limit allows, and never lowers it.
    ///
    /// - Parameter wanted: How many descriptors the process may need.
    /// - Returns: How many it may open now.
    public static func raise(to wanted: Int) -> Int {
        var limit = rlimit()
        let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(kind, &limit) == 0 else { return 0 }
        let target = min(rlim_t(wanted), limit.rlim_max)
        guard target > limit.rlim_cur else { return Int(clamping: limit.rlim_cur) }
        let raised = rlimit(rlim_cur: target, rlim_max: limit.rlim_max)
        return withUnsafePointer(to: raised) { setrlimit(kind, $0) } == 0
            ? Int(clamping: target) : Int(clamping: limit.rlim_cur)
    }
}

/// How long to wait at the most after failures in a row.
///
/// The wait is a random time below the bound ("full jitter"): it spreads the gateways of a service that was down over
/// the time after it is up again; see "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
enum Backoff {
    /// The bound in seconds after `failures` failures in a row, from 1: twice as long each time, up to a limit.
    static func boundSeconds(failures: Int) -> Double {
        // After 20 doublings the limit is reached for long.
        let doublings = min(max(failures - 1, 0), 20)
        return min(UploadLimits.firstBackoffSeconds * Double(1 << doublings), UploadLimits.longestBackoffSeconds)
    }
}

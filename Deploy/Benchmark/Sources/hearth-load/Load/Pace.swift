/// How fast requests are sent.
enum Pace {
    /// Each connection sends its next request when the one before is answered.
    case closed
    /// So many requests a second, whether or not the answers keep up; a request waits for a free connection.
    case open(requestsPerSecond: Double)
}

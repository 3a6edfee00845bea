/// The bounds and times of the upload, each with its reason.
public enum UploadLimits {
    /// Seconds to connect, TLS included: a slow mobile link needs less than five.
    public static let connectSeconds = 10
    /// Seconds for a whole request: a full batch takes ten at 1 kB/ms backwards over GPRS.
    public static let requestSeconds = 60
    /// Bytes of an answer: 1,000 results with a problem each are under 512 KiB.
    public static let answerBytes = 1 << 20
    /// Bytes of a request's body: below the 4 MiB that the server reads, and a minute on a slow link.
    public static let requestBytes = 512 << 10
}

/// A moment on the axis that counts from the kernel's start: it never steps, whatever is done to the clock on the wall.
public struct BootTime: Sendable, Hashable {
    /// Which start of the kernel.
    public let bootID: String
    /// Milliseconds since then, suspended time included.
    public let milliseconds: Int64

    /// Makes a moment.
    public init(bootID: String, milliseconds: Int64) {
        self.bootID = bootID
        self.milliseconds = milliseconds
    }
}

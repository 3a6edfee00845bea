/// One command of setting up an adapter.
struct AdapterStep: Hashable {
    var command: ManagementCommand
    /// Whether the gateway cannot work without it.
    var isNeeded: Bool

    init(_ command: ManagementCommand, isNeeded: Bool = true) {
        self.command = command
        self.isNeeded = isNeeded
    }
}

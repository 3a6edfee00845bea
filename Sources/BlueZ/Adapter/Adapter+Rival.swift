import Logging

/// Other programs that use the gateway's adapter.
extension Adapter {
    /// How often it is looked for one: somebody, or the plugging in of an adapter, may start bluetoothd at any time.
    public static let rivalPause: Duration = .seconds(10)

    /// How the adapter is: in use by another program, or as the kernel says.
    public var standing: AdapterState { rival.map { .failed(.adapterInUse(by: $0)) } ?? state }

    /// Looks out for another program that uses the adapter, until the task is cancelled.
    public nonisolated func watchForRivals() async {
        while !Task.isCancelled {
            await findRival()
            try? await Task.sleep(for: Self.rivalPause)
        }
    }

    /// Looks whether another program uses the adapter now, and says once that one came or went.
    ///
    /// - Returns: Its name; nil when none is known.
    @discardableResult
    public nonisolated func findRival() async -> String? {
        // Beside the loop: it looks at every process.
        let found = await Task.detached { [stack] in stack.rival() }.value
        await note(found)
        return found
    }

    private func note(_ found: String?) {
        guard found != rival else { return }
        rival = found
        if let found {
            logger.error(
                "another program uses the Bluetooth adapter",
                metadata: ["error": "\(BlueZError.adapterInUse(by: found))"]
            )
        } else {
            logger.notice("the Bluetooth adapter is the gateway's alone again, and is set up anew")
            apply(machine.handle(.disturbed))
        }
        tellTrouble()
    }
}

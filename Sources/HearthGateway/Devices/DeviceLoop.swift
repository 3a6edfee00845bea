import ATT
import EventLoops
import Logging
import Upload

/// Keeps one device connected: connects, runs a session, and tries again when it ends.
///
/// What was discovered is kept for the next connection, over restarts too: a meter may switch itself off before a
/// discovery has ended.
struct DeviceLoop: Sendable {
    /// The pause after a connection; it doubles with each failure.
    static let firstPause: Duration = .milliseconds(250)
    /// The longest pause: a meter that has just been switched on waits no longer than this.
    static let longestPause: Duration = .seconds(10)

    let device: DeviceEntry
    let connector: any BearerConnector
    let intake: MeasurementIntake
    let journal: DeviceJournal
    let handles: HandleCache
    let loop: EventLoop
    let logger: Logger
    let tasks: DeviceTasks

    /// Runs until the task is cancelled.
    func run() async {
        var pause = DeviceLoop.firstPause
        var failureLog = FailureLog(logger)
        while !Task.isCancelled {
            do {
                let bearer = try await connector.connect(to: device, on: loop)
                let session = DeviceSession(
                    device: device,
                    intake: intake,
                    journal: journal,
                    handles: handles,
                    logger: logger,
                    tasks: tasks
                )
                try await session.run(over: bearer)
                failureLog.succeeded("connections to the device work again", metadata: metadata())
                pause = DeviceLoop.firstPause
            } catch let error as ATTError where error.isAbsence {
                logger.debug("device not reachable", metadata: metadata(error))
                pause = min(pause * 2, DeviceLoop.longestPause)
            } catch {
                // The handles that were known may be what failed: the next connection discovers afresh.
                if (error as? ATTError)?.isOfTheHandles ?? true { handles.forget(device) }
                journal.note(failure: "\(error)", of: device.identifier)
                failureLog.failed("connection to the device failed", cause: "\(error)", metadata: metadata())
                pause = min(pause * 2, DeviceLoop.longestPause)
            }
            try? await loop.sleep(for: pause)
        }
    }

    /// Swift 6.3 makes code that crashes when a message's closure itself captures the error of a conditional `catch`.
    private func metadata(_ error: (any Error)? = nil) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["device": "\(device.identifier)"]
        if let error { metadata["error"] = "\(error)" }
        return metadata
    }
}

extension ATTError {
    /// True when the device is off, went away or must be paired again, which says nothing against what is known of it.
    fileprivate var isAbsence: Bool {
        switch self {
        case .peerClosed, .closed, .system, .bondLost: true
        default: false
        }
    }

    /// False when it says nothing against the handles: the link was not secure, or this side could not take a value.
    fileprivate var isOfTheHandles: Bool {
        switch self {
        case .notSecure, .channelBusy, .handlerFailed, .overloaded: false
        default: true
        }
    }
}

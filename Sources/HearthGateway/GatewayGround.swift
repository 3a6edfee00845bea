import EventLoops
import Foundation
import Logging
import Spool
import Upload

/// What every part of a running gateway stands on: its configuration, its files, its time, its loop, and what the
/// parts tell each other.
struct GatewayGround: Sendable {
    /// What the gateway was told.
    let configuration: GatewayConfiguration
    /// Its folder.
    let state: StateDirectory
    /// Its time.
    let clock: GatewayClock
    /// What waits on its disk.
    let spool: Spool
    /// How its devices are.
    let journal = DeviceJournal()
    /// When something should not wait for the next report.
    let troubles = TroubleSignal()
    /// Where its devices live.
    let loop: EventLoop
    /// Where it says what happens.
    let logger: Logger

    /// Opens the folder and the spool of a gateway.
    ///
    /// - Throws: `GatewayError.notEnrolled`, or what keeps the folder or the spool from use.
    init(
        _ configuration: GatewayConfiguration,
        clock: GatewayClock?,
        on loop: EventLoop,
        logger: Logger
    ) throws {
        state = try StateDirectory(configuration.stateDirectory)
        guard try state.credential() != nil else { throw GatewayError.notEnrolled }
        self.configuration = configuration
        self.clock = clock ?? GatewayClock(file: state.clockFile, logger: logger)
        let troubles = troubles
        spool = try Spool(
            path: state.spoolFile.path,
            maximumBytes: configuration.spoolBytes,
            logger: logger,
            onPressureChange: { troubles.raise() }
        )
        self.loop = loop
        self.logger = logger
    }

    /// Reads the gateway's token, which changes while it runs.
    var credential: @Sendable () throws -> BearerCredential? {
        let state = state
        return { try state.credential().map(BearerCredential.init) }
    }
}

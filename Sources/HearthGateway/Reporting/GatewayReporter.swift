import Alerting
import BlueZ
import ExactJSON
import Foundation
import Logging
import ReadingExchange
import Spool
import Upload
import Vitals

/// Tells the server how the gateway is: at its start, every few minutes, and soon after something has gone wrong.
///
/// It does not use the uploads' connection and shares nothing with intake and upload but the spool, which it only looks
/// at: what fails here is said in the log and tried again at the next turn.
struct GatewayReporter: Sendable {
    /// The least time between two reports, so that a thousand refused items are a few reports.
    private static let leastPause: Duration = .seconds(2)
    /// How far the pause strays, so that the gateways of a town that lost its power do not report in step.
    private static let jitter = 0.8...1.2
    private static let path = "/v1/gateways/self/reports"

    private let devices: @Sendable () async -> [DeviceEntry]
    private let interval: Duration
    private let spool: Spool
    private let journal: DeviceJournal
    private let bonds: @Sendable () async -> BondBook?
    private let adapter: @Sendable () async -> AdapterState?
    private let contact: ServerContact
    private let observations: URL
    private let transport: any HTTPTransport
    private let credential: @Sendable () throws -> BearerCredential?
    private let clock: GatewayClock
    private let takeOrders: @Sendable ([PairingTask]) async -> Void
    private let logger: Logger
    private let start = ContinuousClock.now
    private let troubles: AsyncStream<Void>

    /// Makes a reporter.
    ///
    /// - Parameters:
    ///   - devices: Gives the devices that the gateway reads.
    ///   - interval: How often to report.
    ///   - spool: What waits.
    ///   - journal: How the devices are.
    ///   - bonds: Gives the bonds of the adapter; nil when there is none.
    ///   - adapter: Tells how the adapter is; nil when there is none.
    ///   - contact: Hears how each report ended.
    ///   - observations: The file in which `status` finds how the gateway is.
    ///   - transport: A way to the server that the uploads do not use.
    ///   - credential: Reads the gateway's token for each report.
    ///   - clock: The time; it hears what the server's answers say about it.
    ///   - troubles: Yields when something should not wait for the next turn: a refused item, a spool that fills.
    ///   - takeOrders: Is given the devices that the server has the gateway pair, with every answer.
    ///   - logger: Gets what fails.
    init(
        devices: @escaping @Sendable () async -> [DeviceEntry],
        interval: Duration,
        spool: Spool,
        journal: DeviceJournal,
        bonds: @escaping @Sendable () async -> BondBook? = { nil },
        adapter: @escaping @Sendable () async -> AdapterState? = { nil },
        contact: ServerContact,
        observations: URL,
        transport: any HTTPTransport,
        credential: @escaping @Sendable () throws -> BearerCredential?,
        clock: GatewayClock,
        troubles: AsyncStream<Void>,
        takeOrders: @escaping @Sendable ([PairingTask]) async -> Void = { _ in },
        logger: Logger
    ) {
        self.devices = devices
        self.interval = interval
        self.spool = spool
        self.journal = journal
        self.bonds = bonds
        self.adapter = adapter
        self.contact = contact
        self.observations = observations
        self.transport = transport
        self.credential = credential
        self.clock = clock
        self.takeOrders = takeOrders
        self.logger = logger
        self.troubles = troubles
    }

    /// Reports until the task is cancelled.
    func run() async {
        let (turns, source) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in troubles { source.yield() }
            }
            group.addTask {
                while !Task.isCancelled {
                    source.yield()
                    let seconds = interval / .seconds(1) * Double.random(in: Self.jitter)
                    try? await Task.sleep(for: .seconds(seconds))
                }
            }
            var failureLog = FailureLog(logger)
            for await _ in turns {
                await report(&failureLog)
                try? await Task.sleep(for: Self.leastPause)
            }
            group.cancelAll()
        }
    }

    private func report(_ failureLog: inout FailureLog) async {
        do {
            guard let credential = try credential() else { throw GatewayError.notEnrolled }
            let body = try await current().json.serialized()
            let sent = clock.reading().boot
            let answer = try await transport.post(HTTPPost(path: Self.path, credential: credential, body: body))
            clock.note(answer, sent: sent)
            note(answer.status, &failureLog)
            if answer.status == 200 {
                await takeOrders(try PairingTask.all(inAnswer: JSONReader(JSONValue(parsing: answer.body))))
            }
        } catch  where Task.isCancelled {
            // The gateway stops.
        } catch {
            contact.note(UploadReason.notReached.rawValue)
            failureLog.failed("the report did not reach the server", cause: "\(error)")
        }
        await observe()
    }

    private func note(_ status: Int, _ failureLog: inout FailureLog) {
        switch status {
        case 200:
            contact.note(ServerContact.answered, answeredAt: clock.reading().now)
            return failureLog.succeeded("the server takes reports again")
        case 401: contact.note(UploadReason.credentialRejected.rawValue)
        case 403: contact.note(UploadReason.credentialRevoked.rawValue)
        default: contact.note("status-\(status)")
        }
        failureLog.failed("the server does not take the report", cause: "status \(status)")
    }

    /// Keeps how the gateway is for `status`: as seldom as reports are made, for the sake of the board's card.
    private func observe() async {
        let devices = await devices()
        let now = clock.reading()
        let latest = contact.latest
        GatewayObservation(
            observedAt: now.now.description,
            bootID: now.boot.bootID,
            serverAnsweredAt: latest.answeredAt?.description,
            serverOutcome: latest.outcome,
            adapter: await adapter().map(AdapterObservation.init),
            devices: journal.observations(of: devices, at: now)
        ).over(GatewayObservation(contentsOf: observations)).write(to: observations)
    }

    private func current() async throws(SpoolError) -> GatewayReport {
        let status = try await spool.status()
        let now = clock.reading()
        return GatewayReport(
            reportedAt: now.now,
            version: GatewayVersion.text,
            uptimeSeconds: Int((ContinuousClock.now - start) / .seconds(1)),
            spool: GatewayReport.Spool(status, isClockTrusted: now.isTrusted),
            adapter: await adapter().map(GatewayReport.Adapter.init),
            devices: journal.report(of: await devices(), bonds: await bonds(), at: now)
        )
    }
}

extension GatewayReport.Spool {
    /// By a clock that is not right nobody can tell what is late.
    fileprivate init(_ status: SpoolStatus, isClockTrusted: Bool) {
        self.init(
            pending: status.pendingCount,
            undecoded: status.undecodedCount,
            undecodable: status.undecodableCount,
            refused: status.refusedCount,
            oldestUnsentAt: isClockTrusted ? status.oldestPendingReceivedAt : nil,
            usedBytes: status.usedBytes,
            maximumBytes: status.maximumBytes,
            pressure: GatewayReport.Pressure(status.pressure)
        )
    }
}

extension GatewayReport.Pressure {
    fileprivate init(_ pressure: SpoolPressure) {
        switch pressure {
        case .normal: self = .normal
        case .nearlyFull: self = .nearlyFull
        case .full: self = .full
        }
    }
}

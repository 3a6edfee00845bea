import Foundation
import Logging
import PrivateCluster
import SimulatedDevices
import Spool
import Vitals

/// Households that measure all the time, while their gateways, the servers and the database are killed.
struct CrashRun {
    /// Homes, each with a gateway; more than servers, so that one server has several.
    private static let householdCount = 3
    /// How long a moment to kill at may be waited for: the gateways' longest pause after a few failures, and a margin.
    private static let momentLimit: Duration = .seconds(60)
    /// How long after its moment a kill comes at most.
    private static let gatewayDelayMilliseconds = 0...12
    private static let serverDelayMilliseconds = 0...40
    /// The load that goes on between two kills.
    private static let pauseMilliseconds = 50...400
    /// How long everything that was measured may take to arrive in the end.
    private static let drainLimit: Duration = .seconds(120)
    private static let pollInterval: Duration = .milliseconds(200)

    let deployment: Deployment
    let households: [Household]
    let careTeam: CareTeam
    private let trigger: KillTrigger
    private var random: SeededRandom

    /// Registers everything with the servers.
    init(in deployment: Deployment, seed: UInt64) async throws {
        self.deployment = deployment
        careTeam = CareTeam(in: deployment)
        try await deployment.administrator.createUser("On-call nurse", role: "on-call")
        trigger = KillTrigger()
        random = SeededRandom(seed: seed)
        var households: [Household] = []
        for number in 0..<Self.householdCount {
            households.append(try await Household(number: number, in: deployment, seed: seed, trigger: trigger))
        }
        self.households = households
    }

    /// Kills `count` times under load, waits until everything has arrived, and returns how often what was killed.
    mutating func run(count: Int) async throws -> [CrashKind: Int] {
        let serving = households.map { household in Task { await household.runLinks() } }
        let outcome: Result<[CrashKind: Int], any Error>
        do {
            for household in households { try await household.gateway.start() }
            let kills = try await killUnderLoad(count: count)
            try await drain()
            outcome = .success(kills)
        } catch {
            outcome = .failure(error)
        }
        for household in households { await household.close() }
        for task in serving { await task.value }
        return try outcome.get()
    }

    private mutating func killUnderLoad(count: Int) async throws -> [CrashKind: Int] {
        let load = households.flatMap(\.devices).map { device in Task { try await device.measureOnAndOn() } }
        let care = Task { [careTeam, random] in await careTeam.work(random: random) }
        defer {
            care.cancel()
            for task in load { task.cancel() }
        }
        let kinds = (0..<count).map { CrashKind.allCases[$0 % CrashKind.allCases.count] }.shuffled(using: &random)
        for kind in kinds {
            try await crash(kind)
            try await pause(Self.pauseMilliseconds)
        }
        care.cancel()
        await care.value
        for task in load {
            task.cancel()
            try await task.value
        }
        return Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private mutating func crash(_ kind: CrashKind) async throws {
        switch kind {
        case .gatewayBeforeConfirmation: try await crashGateway(at: .indicated)
        case .gatewayBeforeUpload: try await crashGateway(at: .confirmed)
        case .gatewayBeforeDeletion:
            try await crashGateway(at: Bool.random(using: &random) ? .answerHeld : .answered)
        case .server:
            try await waitForRequest()
            let server = deployment.servers[Int.random(in: deployment.servers.indices, using: &random)]
            try await server.crash()
            try await server.start()
        case .postgres:
            try await waitForRequest()
            await deployment.cluster.kill()
            try await deployment.cluster.restart()
        }
    }

    private mutating func crashGateway(at moment: KillTrigger.Moment) async throws {
        let milliseconds = moment == .answerHeld ? 0 : Int.random(in: Self.gatewayDelayMilliseconds, using: &random)
        let fired = await trigger.fire(at: moment, within: Self.momentLimit) { [households] number in
            // Without a delay not even the time to wake a task may pass.
            if milliseconds == 0 { households[number].gateway.killNow() }
        }
        guard let fired else { throw stalled(moment) }
        try await pause(milliseconds...milliseconds)
        try await households[fired].gateway.crash()
        try await households[fired].gateway.start()
    }

    private mutating func waitForRequest() async throws {
        guard await trigger.fire(at: .requested, within: Self.momentLimit, { _ in }) != nil else {
            throw stalled(.requested)
        }
        try await pause(Self.serverDelayMilliseconds)
    }

    /// Waits until every device has its confirmations, every spool is empty, the readings are there, and everybody who
    /// must be told has been.
    private func drain() async throws {
        let deadline = ContinuousClock.now + Self.drainLimit
        while true {
            let waiting = try await waiting()
            if waiting.isEmpty { return }
            guard ContinuousClock.now < deadline else {
                throw EndToEndError("after \(Self.drainLimit) there wait \(waiting)\n\(logs)")
            }
            try await Task.sleep(for: Self.pollInterval)
        }
    }

    private func waiting() async throws -> [String] {
        var waiting: [String] = []
        for household in households {
            for device in household.devices {
                let count = await device.simulated.unconfirmed.count
                if count > 0 { waiting.append("\(count) in device \(device.identifier)") }
            }
            let spool = try Spool(path: household.gateway.spoolPath, logger: Logger(label: "crash-test"))
            let status = try await spool.status()
            try spool.close()
            let count = status.pendingCount + status.undecodedCount + status.undecodableCount + status.refusedCount
            if count > 0 { waiting.append("\(count) in \(household.gateway.spoolPath)") }
        }
        let untold = try await CrashAudit.untoldCount(in: deployment.database)
        if untold > 0 { waiting.append("\(untold) in the outbox") }
        return waiting
    }

    private mutating func pause(_ milliseconds: ClosedRange<Int>) async throws {
        try await Task.sleep(for: .milliseconds(Int.random(in: milliseconds, using: &random)))
    }

    private func stalled(_ moment: KillTrigger.Moment) -> EndToEndError {
        EndToEndError("\(moment) did not come within \(Self.momentLimit)\n\(logs)")
    }

    /// The end of what every process wrote to standard error.
    private var logs: String {
        let texts = households.map(\.gateway.log) + deployment.servers.map(\.log)
        return texts.map { String($0.suffix(2_000)) }.joined(separator: "\n---\n")
    }
}

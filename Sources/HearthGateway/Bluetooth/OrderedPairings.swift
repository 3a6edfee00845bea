import Alerting
import BlueZ
import ExactJSON
import Foundation
import Logging
import ReadingExchange
import Upload
import Vitals

/// Carries out the server's orders to pair devices: looks out for each of them, pairs it when it shows up, and tells
/// the server how it ended.
///
/// Nothing of it is kept over a restart. The server gives an order with every report until it knows the end, and a
/// device whose bond holds counts as paired.
actor OrderedPairings {
    /// How often a device may refuse before it is given up: it may not have been in its pairing mode yet.
    static let maximumRefusals = 3
    /// How long a device is left alone after an attempt that failed.
    static let pauseBetweenAttempts: Duration = .seconds(30)

    private struct Progress {
        var order: PairingTask
        var refusals = 0
        var isUnderWay = false
        var notBefore = ContinuousClock.now
    }

    /// Whether what shows up is heard: not before `run` has begun.
    private(set) var isListening = false

    private let adapter: Adapter
    private let desk: PairingDesk
    private let transport: any HTTPTransport
    private let credential: @Sendable () throws -> BearerCredential?
    private let now: @Sendable () -> Instant?
    private let pause: Duration
    private let logger: Logger
    private var orders: [BluetoothAddress: Progress] = [:]
    private var untold: [UUID: PairingOutcome] = [:]

    /// Makes the pairings of a running gateway; `run` carries them out.
    init(
        adapter: Adapter,
        desk: PairingDesk,
        transport: any HTTPTransport,
        credential: @escaping @Sendable () throws -> BearerCredential?,
        now: @escaping @Sendable () -> Instant?,
        pause: Duration = pauseBetweenAttempts,
        logger: Logger
    ) {
        self.adapter = adapter
        self.desk = desk
        self.transport = transport
        self.credential = credential
        self.now = now
        self.pause = pause
        self.logger = logger
    }

    /// Takes all orders that stand, as the server has just told them; what is not among them is withdrawn.
    func take(_ tasks: [PairingTask]) async {
        var standing: [BluetoothAddress: Progress] = [:]
        for task in tasks where untold[task.id] == nil {
            guard let address = BluetoothAddress(task.device) else { continue }
            let earlier = orders[address]
            standing[address] = earlier?.order == task ? earlier : Progress(order: task)
        }
        orders = standing
        for (address, progress) in standing {
            guard let bond = await adapter.book.bond(with: address), !bond.isLost, !bond.longTermKeys.isEmpty else {
                continue
            }
            end(address, progress.order, .paired(isAuthenticated: bond.isAuthenticated))
        }
        await watch()
        await tell()
    }

    /// Pairs what shows up, until the task is cancelled or the adapter is not run any more.
    func run() async {
        let events = await adapter.events()
        isListening = true
        await withDiscardingTaskGroup { group in
            for await event in events {
                guard case .deviceFound(let sighting) = event, begins(with: sighting) else { continue }
                group.addTask { await self.attempt(sighting) }
            }
            group.cancelAll()
        }
    }

    private func begins(with sighting: Sighting) -> Bool {
        guard let progress = orders[sighting.peer.address], !progress.isUnderWay else { return false }
        orders[sighting.peer.address]?.isUnderWay = true
        return true
    }

    /// Pairs a device; the kernel tells of it again when it is still there after an attempt that failed.
    private func attempt(_ sighting: Sighting) async {
        let address = sighting.peer.address
        guard let progress = orders[address] else { return }
        let order = progress.order
        try? await Task.sleep(until: progress.notBefore, clock: .continuous)
        // Without a clock that is right the server's word counts: it told the order.
        let isOver = now().map { $0 >= order.expiresAt } ?? false
        guard !Task.isCancelled, orders[address]?.order == order, !isOver else {
            orders[address]?.isUnderWay = false
            return
        }
        do {
            let bond = try await desk.pair(sighting, person: OrderedPerson(ordered: order.passkey))
            end(address, order, .paired(isAuthenticated: bond.isAuthenticated))
        } catch {
            failed(address, order, error)
            if error as? PairingFailure == .busy, begins(with: sighting) { return await attempt(sighting) }
        }
        await watch()
        await tell()
    }

    private func failed(_ address: BluetoothAddress, _ order: PairingTask, _ error: any Error) {
        guard var progress = orders[address], progress.order == order else { return }
        progress.isUnderWay = false
        progress.notBefore = .now.advanced(by: pause)
        if let failure = error as? PairingFailure, failure.isOfTheDevice {
            progress.refusals += 1
            if progress.refusals >= Self.maximumRefusals { return end(address, order, .failed(reason: failure.code)) }
        }
        orders[address] = progress
    }

    private func end(_ address: BluetoothAddress, _ order: PairingTask, _ outcome: PairingOutcome) {
        if orders[address]?.order == order { orders[address] = nil }
        untold[order.id] = outcome
    }

    /// Nobody knows of which kind the ordered addresses are.
    private func watch() async {
        await adapter.watch(
            Set(orders.keys.flatMap { [PeerAddress($0, .publicAddress), PeerAddress($0, .randomAddress)] })
        )
    }

    /// Tells the server what it does not know yet; what fails is told after the next report.
    private func tell() async {
        for (id, outcome) in untold {
            do {
                guard let credential = try credential() else { throw GatewayError.notEnrolled }
                let path = "/v1/gateways/self/pairings/\(id.uuidString.lowercased())/outcome"
                let post = HTTPPost(path: path, credential: credential, body: outcome.json.serialized())
                let status = try await transport.post(post).status
                // The server knows it, or no such order.
                if status == 200 || status == 404 { untold[id] = nil }
            } catch {
                logger.warning("the server is told later of a pairing", metadata: ["error": "\(error)"])
            }
        }
    }
}

extension PairingFailure {
    /// Whether the device itself has said no, or only a person can help, and it is not the air or the adapter.
    fileprivate var isOfTheDevice: Bool {
        switch self {
        case .refused, .noBond, .full: true
        case .unreachable, .timedOut, .cancelled, .busy, .adapter: false
        }
    }
}

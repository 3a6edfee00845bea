import ExactJSON
import Foundation
import Logging
import ReadingExchange
import Synchronization
import Vitals

/// Delivers what waits in a queue, one request at a time, until its task is cancelled.
///
/// Decisions are made by `UploadDecision`; this is the loop around them. There is never more than one request under
/// way and a failure is followed by a wait, so that a gateway that was offline for weeks does not flood the server.
/// After a refused request it sends half as many items, and after each answer twice as many again. An item that fails
/// by itself stays in the queue; the others pass it, and its turn comes again when nothing else waits.
public actor Uploader {
    private let queue: any UploadQueue
    private let transport: any HTTPTransport
    private var credential: BearerCredential
    private let keptCredential: @Sendable () throws -> BearerCredential?
    private let maximumItems: Int
    private let logger: Logger
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (_ seconds: Double) async throws -> Void
    private let observe: @Sendable (UploadEvent) -> Void
    private let random: @Sendable (ClosedRange<Double>) -> Double
    private let wakeSignal = WakeSignal()

    private var requestBegan: ContinuousClock.Instant?
    private var itemLimit: Int
    private var failures = 0
    private var faults = 0
    private var isCredentialRefused = false
    private var setAside: Set<MeasurementIdentity> = []
    private var failureLog: FailureLog

    /// Makes an uploader.
    ///
    /// - Parameters:
    ///   - queue: what is to be delivered.
    ///   - transport: the way to the server.
    ///   - credential: the gateway's token.
    ///   - keptCredential: reads the token again once the server has refused it: it may have been changed meanwhile.
    ///   - maximumItems: the most items of one request, 1 to 1,000.
    ///   - logger: gets what happens, without content.
    ///   - random: the jitter's source.
    ///   - now: the clock for a `Retry-After` with a date.
    ///   - sleep: waits that many seconds, and throws when the task is cancelled.
    ///   - observe: is told the outcome of each request.
    public init(
        queue: any UploadQueue,
        transport: any HTTPTransport,
        credential: BearerCredential,
        keptCredential: @escaping @Sendable () throws -> BearerCredential? = { nil },
        maximumItems: Int = UploadLimits.defaultItems,
        logger: Logger,
        random: @escaping @Sendable (ClosedRange<Double>) -> Double = { Double.random(in: $0) },
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (_ seconds: Double) async throws -> Void = {
            try await Task.sleep(for: .seconds($0))
        },
        observe: @escaping @Sendable (UploadEvent) -> Void = { _ in }
    ) {
        self.queue = queue
        self.transport = transport
        self.credential = credential
        self.keptCredential = keptCredential
        let allowed = SubmissionLimits.itemCount
        self.maximumItems = min(max(maximumItems, allowed.lowerBound), allowed.upperBound)
        itemLimit = self.maximumItems
        self.logger = logger
        failureLog = FailureLog(logger)
        self.random = random
        self.now = now
        self.sleep = sleep
        self.observe = observe
    }

    /// Says that something new is in the queue; an uploader that is idle looks at once, one that waits goes on waiting.
    public nonisolated func wake() {
        wakeSignal.raise()
    }

    /// False while a request takes longer than any may: its own limit of time should have ended it.
    public var isGettingOn: Bool {
        requestBegan.map { $0.duration(to: .now) < UploadLimits.stuckRequest } ?? true
    }

    /// Takes over another token.
    public func use(_ credential: BearerCredential) { self.credential = credential }

    /// Delivers until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            if let seconds = await step() {
                try? await sleep(seconds)
            } else {
                await idle()
            }
        }
    }

    /// Sends one request, if something waits; returns the seconds until the next one, or nil when nothing waits.
    func step() async -> Double? {
        do {
            let batch = try await nextBatch()
            guard !batch.isEmpty else { return nil }
            if isCredentialRefused { isCredentialRefused = !renewCredential() }
            let request = UploadRequest(batch, maximumBytes: UploadLimits.requestBytes)
            let decision = await send(request)
            return try await act(on: decision, sentCount: request.identities.count)
        } catch {
            failures += 1
            let seconds = delaySeconds(.backoff)
            failureLog.failed("the queue of the upload failed", cause: "\(type(of: error))")
            observe(UploadEvent(reason: .queueFailed, sentCount: 0, settlements: [], delaySeconds: seconds))
            return seconds
        }
    }

    /// What waits and was not set aside; that again only when nothing else waits.
    private func nextBatch() async throws -> [UploadItem] {
        let waiting = try await queue.nextBatch(limit: itemLimit + setAside.count)
        let others = waiting.filter { !setAside.contains($0.identity) }
        if others.isEmpty { setAside = [] }
        return Array((others.isEmpty ? waiting : others).prefix(itemLimit))
    }

    private func send(_ request: UploadRequest) async -> UploadDecision {
        requestBegan = .now
        defer { requestBegan = nil }
        do throws(UploadError) {
            let post = HTTPPost(path: UploadRequest.path, credential: credential, body: request.body)
            let answer = try await transport.post(post)
            return UploadDecision(answer, to: request.identities, earlierFaults: faults, now: now())
        } catch {
            return UploadDecision(error)
        }
    }

    private func act(on decision: UploadDecision, sentCount: Int) async throws -> Double {
        var settlements: [UploadSettlement] = []
        faults = decision.reason == .serverFault ? faults + 1 : 0
        switch decision.action {
        case .settle(let answers):
            settlements = answers
            try await queue.settle(answers)
            failures = 0
            itemLimit = min(itemLimit * 2, maximumItems)
        case .sendFewer:
            itemLimit = max(sentCount / 2, 1)
            failures += 1
        case .setAside(let identity):
            if setAside.count == UploadLimits.setAsideItems { setAside = [] }
            setAside.insert(identity)
            failures += 1
        case .sendAgain:
            failures += 1
        }
        isCredentialRefused = [.credentialRejected, .credentialRevoked].contains(decision.reason)
        let isRenewed = isCredentialRefused && renewCredential()
        let seconds = isRenewed ? 0 : delaySeconds(decision.delay)
        say(decision.reason, sentCount: sentCount, answeredCount: settlements.count, delaySeconds: seconds)
        observe(
            UploadEvent(
                reason: decision.reason,
                sentCount: sentCount,
                settlements: settlements,
                delaySeconds: seconds
            )
        )
        return seconds
    }

    private func say(_ reason: UploadReason, sentCount: Int, answeredCount: Int, delaySeconds: Double) {
        guard reason == .answered else {
            return failureLog.failed(
                "an upload failed",
                cause: reason.rawValue,
                metadata: ["sent": "\(sentCount)", "delay_seconds": "\(delaySeconds)"]
            )
        }
        failureLog.succeeded("uploads are answered again")
        logger.debug("uploaded", metadata: ["sent": "\(sentCount)", "answered": "\(answeredCount)"])
    }

    /// Takes over the token that is kept now and tells whether it is another one; one that cannot be read is none.
    private func renewCredential() -> Bool {
        guard let kept = try? keptCredential(), kept != credential else { return false }
        credential = kept
        return true
    }

    private func delaySeconds(_ delay: UploadDecision.Delay) -> Double {
        switch delay {
        case .none: 0
        case .backoff: random(0...Backoff.boundSeconds(failures: failures))
        case .asked(let seconds): Double(seconds) + random(0...UploadLimits.askedJitterSeconds)
        case .person: random(UploadLimits.personSeconds / 2...UploadLimits.personSeconds)
        }
    }

    /// Waits until something new is in the queue, or for a while.
    private func idle() async {
        let sleep = sleep
        let wakeSignal = wakeSignal
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await sleep(UploadLimits.idleSeconds) }
            group.addTask { await wakeSignal.wait() }
            await group.next()
            group.cancelAll()
        }
    }
}

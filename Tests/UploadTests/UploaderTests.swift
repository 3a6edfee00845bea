import ExactJSON
import Foundation
import Logging
import ReadingExchange
import RecordedLog
import Synchronization
import Testing
import Vitals

@testable import Upload

@Suite("The uploader")
struct UploaderTests {
    /// What was observed and waited for.
    final class Record: Sendable {
        let events = Mutex<[UploadEvent]>([])
        let sleeps = Mutex<[Double]>([])
    }

    private let record = Record()

    private func uploader(
        _ queue: MemoryQueue,
        _ transport: ScriptedTransport,
        maximumItems: Int = 4,
        jitter: Double = 1,
        logger: Logger = UploadSamples.logger,
        keptCredential: @escaping @Sendable () throws -> BearerCredential? = { nil }
    ) throws -> Uploader {
        let record = record
        return Uploader(
            queue: queue,
            transport: transport,
            credential: try UploadSamples.credential(),
            keptCredential: keptCredential,
            maximumItems: maximumItems,
            logger: logger,
            random: { $0.lowerBound + ($0.upperBound - $0.lowerBound) * jitter },
            now: { UploadSamples.now },
            sleep: { seconds in
                record.sleeps.withLock { $0.append(seconds) }
                try await Task.sleep(for: .milliseconds(1))
            },
            observe: { event in record.events.withLock { $0.append(event) } }
        )
    }

    @Test("Everything is delivered in batches with the token in each")
    func delivers() async throws {
        let items = try UploadSamples.items(10)
        let queue = MemoryQueue(items)
        let transport = ScriptedTransport { post, _ in
            UploadSamples.created(try UploadSamples.identities(post.body))
        }
        let uploader = try uploader(queue, transport)
        while await uploader.step() != nil {}
        #expect(await Set(queue.delivered.keys) == Set(items.map(\.identity)))
        #expect(await transport.posts.map(\.path) == ["/v1/readings", "/v1/readings", "/v1/readings"])
        #expect(await transport.posts.allSatisfy { $0.credential?.token == "secret-token" })
        #expect(record.events.withLock { $0.map(\.sentCount) } == [4, 4, 2])
    }

    @Test(
        "One item that the server cannot take is passed by the others, and is never given up",
        arguments: [400, 413, 422, 500],
        [0, 5, 12]
    )
    func passes(status: Int, position: Int) async throws {
        let items = try UploadSamples.items(13)
        let queue = MemoryQueue(items)
        let poison = items[position].identity
        let isRepaired = Mutex(false)
        let transport = ScriptedTransport { post, _ in
            let identities = try UploadSamples.identities(post.body)
            let isRefused = identities.contains(poison) && !isRepaired.withLock(\.self)
            return isRefused ? HTTPAnswer(status: status) : UploadSamples.created(identities)
        }
        let uploader = try uploader(queue, transport, maximumItems: 8)
        for _ in 0..<50 { _ = await uploader.step() }
        #expect(await queue.waiting.map(\.identity) == [poison])
        #expect(await queue.refused.isEmpty)
        #expect(await queue.delivered.count == 12)
        // What comes later is not held up.
        await queue.add(try UploadSamples.item(20))
        for _ in 0..<3 { _ = await uploader.step() }
        #expect(await queue.delivered.count == 13)
        isRepaired.withLock { $0 = true }
        _ = await uploader.step()
        #expect(await queue.waiting.isEmpty)
        #expect(await uploader.step() == nil)
    }

    @Test("A proxy that refuses everything for weeks makes no dead letters", arguments: [400, 413, 422, 500])
    func refusesEverything(status: Int) async throws {
        let items = try UploadSamples.items(20)
        let queue = MemoryQueue(items)
        let transport = ScriptedTransport { post, number in
            number < 100
                ? HTTPAnswer(status: status, body: Array("<html>".utf8))
                : UploadSamples.created(try UploadSamples.identities(post.body))
        }
        let uploader = try uploader(queue, transport)
        for _ in 0..<100 { _ = await uploader.step() }
        #expect(await queue.waiting == items)
        #expect(await queue.refused.isEmpty)
        let longest = status == 500 ? UploadLimits.longestBackoffSeconds : UploadLimits.personSeconds
        #expect(record.events.withLock { $0.suffix(90).allSatisfy { $0.delaySeconds == longest } })
        while await uploader.step() != nil {}
        #expect(await queue.delivered.count == 20)
    }

    @Test("Offline, it waits longer and longer with jitter, and delivers everything once it is back")
    func resumes() async throws {
        let items = try UploadSamples.items(6)
        let queue = MemoryQueue(items)
        let transport = ScriptedTransport { post, number in
            guard number >= 10 else { throw UploadError(.network) }
            return UploadSamples.created(try UploadSamples.identities(post.body))
        }
        let log = RecordedLog()
        let uploader = try uploader(queue, transport, logger: log.logger)
        var waits: [Double] = []
        while let seconds = await uploader.step() { waits.append(seconds) }
        #expect(waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 0, 0])
        #expect(await queue.delivered.count == 6)
        #expect(log.messages(at: .warning) == ["an upload failed"])
        #expect(log.messages(at: .notice) == ["uploads are answered again"])
    }

    @Test("The jitter is full: the wait may be anything below the bound", arguments: [0, 0.25, 0.5])
    func jitter(share: Double) async throws {
        let queue = MemoryQueue(try UploadSamples.items(1))
        let transport = ScriptedTransport { _, _ in HTTPAnswer(status: 500) }
        let uploader = try uploader(queue, transport, jitter: share)
        #expect(await uploader.step() == 2 * share)
        #expect(await uploader.step() == 4 * share)
    }

    @Test("A wrong or revoked token stops the upload and keeps everything", arguments: [401, 403])
    func credential(status: Int) async throws {
        let items = try UploadSamples.items(3)
        let queue = MemoryQueue(items)
        let transport = ScriptedTransport { _, _ in HTTPAnswer(status: status) }
        let uploader = try uploader(queue, transport)
        #expect(await uploader.step() == UploadLimits.personSeconds)
        #expect(await queue.waiting == items)
        let reason: UploadReason = status == 401 ? .credentialRejected : .credentialRevoked
        #expect(record.events.withLock { $0.map(\.reason) } == [reason])
    }

    @Test(
        "A token that was changed meanwhile is used at once, and one that is changed later after the wait",
        arguments: [401, 403],
        [false, true]
    )
    func renewed(status: Int, isLater: Bool) async throws {
        let queue = MemoryQueue(try UploadSamples.items(2))
        let changed = try BearerCredential("changed-token")
        let kept = Mutex(isLater ? try UploadSamples.credential() : changed)
        let transport = ScriptedTransport { post, _ in
            guard post.credential == changed else { return HTTPAnswer(status: status) }
            return UploadSamples.created(try UploadSamples.identities(post.body))
        }
        let uploader = try uploader(queue, transport) { kept.withLock(\.self) }
        #expect(await uploader.step() == (isLater ? UploadLimits.personSeconds : 0))
        kept.withLock { $0 = changed }
        #expect(await uploader.step() == 0)
        #expect(await queue.delivered.count == 2)
        #expect(await transport.posts.map(\.credential?.token) == ["secret-token", "changed-token"])
    }

    @Test("A token that cannot be read again is no reason to stop, or to send more often")
    func unreadable() async throws {
        let queue = MemoryQueue(try UploadSamples.items(1))
        let transport = ScriptedTransport { _, number in
            number < 2 ? HTTPAnswer(status: 401) : HTTPAnswer(status: 503)
        }
        let uploader = try uploader(queue, transport) { throw UploadError(.invalidToken) }
        #expect(await uploader.step() == UploadLimits.personSeconds)
        #expect(await uploader.step() == UploadLimits.personSeconds)
        #expect(await uploader.step() == UploadLimits.firstBackoffSeconds * 4)
    }

    @Test("What the server asks for is waited, with some jitter on top")
    func asked() async throws {
        let queue = MemoryQueue(try UploadSamples.items(1))
        let transport = ScriptedTransport { _, _ in HTTPAnswer(status: 429, retryAfter: "30") }
        let uploader = try uploader(queue, transport, jitter: 0.5)
        #expect(await uploader.step() == 30 + UploadLimits.askedJitterSeconds / 2)
    }

    @Test("A malformed answer is as none, and the next one counts")
    func malformed() async throws {
        let queue = MemoryQueue(try UploadSamples.items(2))
        let transport = ScriptedTransport { post, number in
            number == 0
                ? HTTPAnswer(status: 200, body: Array(#"{"results":[]}"#.utf8))
                : UploadSamples.answer(
                    200,
                    try UploadSamples.identities(post.body).enumerated().map {
                        SubmissionResult(index: $0, identity: $1, status: .duplicate, id: "r")
                    }
                )
        }
        let uploader = try uploader(queue, transport)
        #expect(await uploader.step() == 2)
        #expect(await queue.waiting.count == 2)
        #expect(await uploader.step() == 0)
        #expect(await queue.delivered.values.allSatisfy { $0 == .duplicate })
        #expect(await queue.waiting.isEmpty)
    }

    @Test("A queue that fails is tried again later")
    func queueFails() async throws {
        let queue = MemoryQueue(try UploadSamples.items(1), failures: 1)
        let transport = ScriptedTransport { post, _ in
            UploadSamples.created(try UploadSamples.identities(post.body))
        }
        let uploader = try uploader(queue, transport)
        #expect(await uploader.step() == 2)
        #expect(await uploader.step() == 0)
        #expect(record.events.withLock { $0.map(\.reason) } == [.queueFailed, .answered])
    }

    @Test("A request is cut to the bytes that it may have, and holds one item at least")
    func bytes() throws {
        let items = try UploadSamples.items(10)
        let size = items[0].submission.json.serialized().count + 1
        #expect(UploadRequest(items, maximumBytes: size * 3).identities == items.prefix(3).map(\.identity))
        #expect(UploadRequest(items, maximumBytes: 1).identities == items.prefix(1).map(\.identity))
    }

    @Test("Idle, it looks when it is woken, again and again, and ends when it is cancelled")
    func wakes() async throws {
        let queue = MemoryQueue([])
        let transport = ScriptedTransport { post, _ in
            UploadSamples.created(try UploadSamples.identities(post.body))
        }
        let uploader = Uploader(
            queue: queue,
            transport: transport,
            credential: try UploadSamples.credential(),
            logger: UploadSamples.logger
        )
        let running = Task { await uploader.run() }
        for number in 0..<3 {
            try await Task.sleep(for: .milliseconds(30))
            await queue.add(try UploadSamples.item(number))
            uploader.wake()
            let deadline = ContinuousClock.now + .seconds(60)
            while await queue.delivered.count <= number, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(await queue.delivered.count == number + 1)
        }
        running.cancel()
        await running.value
    }
}

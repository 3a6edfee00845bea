import EventLoops
import Foundation
import Testing

@Suite struct EventLoopTests {
    @Test func aTaskThatPrefersTheLoopRunsOnItsThread() async throws {
        let loop = try EventLoop(name: "test")
        let ran = await Task(executorPreference: loop) { loop.isCurrent }.value
        #expect(ran)
        #expect(!loop.isCurrent)
        loop.stop()
    }

    @Test(
        "the kernel shows a thread by its loop's name",
        arguments: [("loop-0", "loop-0"), ("a name longer than Linux takes", "a name longer t")]
    )
    func namesItsThread(name: String, shown: String) async throws {
        let loop = try EventLoop(name: name)
        let comm = try await Task(executorPreference: loop) {
            try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
        }.value
        #expect(comm == shown + "\n")
        loop.stop()
    }

    @Test func anActorIsolatedToTheLoopRunsThere() async throws {
        let loop = try EventLoop(name: "test")
        let actor = LoopActor(loop: loop)
        #expect(await actor.isOnLoop())
        loop.stop()
    }

    @Test func aReaderWakesWhenBytesArrive() async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        let outcome = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            defer { source.close() }
            loop.schedule(after: .milliseconds(5)) { _ = send(far, "x", 1, 0) }
            return await source.readable(within: .seconds(5))
        }.value
        #expect(outcome == .ready)
        close(near)
        close(far)
        loop.stop()
    }

    @Test func aReadWithoutBytesTimesOut() async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        let outcomes = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            defer { source.close() }
            let long = Task { try await loop.sleep(for: .milliseconds(1)) }
            try await long.value
            let first = await source.readable(within: .milliseconds(20))
            let second = await source.readable(within: .milliseconds(5))
            return [first, second]
        }.value
        #expect(outcomes == [.timedOut, .timedOut])
        close(near)
        close(far)
        loop.stop()
    }

    @Test func rearmingReportsBytesThatWereLeftUnread() async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        let outcomes = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            defer { source.close() }
            _ = send(far, "xy", 2, 0)
            let first = await source.readable(within: .seconds(5))
            source.drainedReads()
            let forgotten = await source.readable(within: .milliseconds(20))
            source.rearm()
            return [first, forgotten, await source.readable(within: .seconds(5))]
        }.value
        #expect(outcomes == [.ready, .timedOut, .ready])
        close(near)
        close(far)
        loop.stop()
    }

    @Test func closingEndsAWait() async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        let outcome = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            loop.schedule(after: .milliseconds(5)) { source.close() }
            return await source.readable()
        }.value
        #expect(outcome == .closed)
        close(near)
        close(far)
        loop.stop()
    }

    /// Code without an isolation of its own goes once round by the loop's queue before its wait is kept.
    @Test(arguments: [true, false]) func cancellingReachesAWaitThatIsJustBeginning(isRead: Bool) async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        let outcome = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            if !isRead {
                _ = await source.writable()
                source.drainedWrites()
            }
            loop.execute { isRead ? source.cancelRead() : source.cancelWrite() }
            return isRead
                ? await source.readable(within: .seconds(5)) : await source.writable(within: .seconds(5))
        }.value
        #expect(outcome == .cancelled)
        close(near)
        close(far)
        loop.stop()
    }

    @Test func aCancellationBetweenWaitsIsForgotten() async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        let outcome = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            source.cancelRead()
            return await source.readable(within: .milliseconds(20))
        }.value
        #expect(outcome == .timedOut)
        close(near)
        close(far)
        loop.stop()
    }

    @Test func theEndOfAPeerIsReportedAfterAShortRead() async throws {
        let loop = try EventLoop(name: "test")
        let (near, far) = socketPair()
        _ = send(far, "x", 1, 0)
        let outcome = try await Task(executorPreference: loop) {
            let source = try EventSource(descriptor: near, on: loop)
            _ = await source.readable(within: .seconds(5))
            shutdown(far, Int32(SHUT_WR))
            var bytes = [UInt8](repeating: 0, count: 10)
            #expect(recv(near, &bytes, bytes.count, 0) == 1)
            source.tookAllReads()
            return await source.readable(within: .seconds(5))
        }.value
        #expect(outcome == .ready)
        close(near)
        close(far)
        loop.stop()
    }

    @Test func aCancelledSleepEndsAtOnce() async throws {
        let loop = try EventLoop(name: "test")
        let task = Task(executorPreference: loop) { try await loop.sleep(for: .seconds(600)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        loop.stop()
    }

    @Test func jobsFromManyThreadsAllRun() async throws {
        let loop = try EventLoop(name: "test")
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 1...1_000 {
                group.addTask { await Task(executorPreference: loop) { number }.value }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 500_500)
        loop.stop()
    }
}

private actor LoopActor {
    let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(loop: EventLoop) { self.loop = loop }

    func isOnLoop() -> Bool { loop.isCurrent }
}

private func socketPair() -> (Int32, Int32) {
    var pair: [Int32] = [0, 0]
    let result = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &pair)
    precondition(result == 0, "no socket pair")
    return (pair[0], pair[1])
}

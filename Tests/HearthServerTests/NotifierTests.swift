import HearthCore
import HearthServer
import Logging
import RecordedLog
import Testing

/// What the outbox owes reaches on-call staff, whatever fails beside it.
@Suite(.timeLimit(.minutes(1)))
struct NotifierTests {
    private let log = RecordedLog()

    @Test("a notification that fails stays in the outbox, and the others are delivered")
    func keepsWhatFails() async throws {
        let outbox = MemoryOutbox()
        let channel = RecordingChannel(failing: [2])
        for id in 1...3 { outbox.owe(Sample.notification(Int64(id)), in: Sample.first) }
        #expect(try await notifier(outbox, channel).deliverDue() == 2)
        #expect(channel.told == [1, 3])
        #expect(outbox.delivered(in: Sample.first) == [1, 3])
        #expect(outbox.owed(in: Sample.first) == [2])
        #expect(log.messages(at: .error).count == 1)
    }

    @Test("an organisation that fails does not keep the others from being told")
    func goesOnAfterOrganization() async throws {
        let outbox = MemoryOutbox(failing: Sample.first)
        let channel = RecordingChannel()
        outbox.owe(Sample.notification(1), in: Sample.first)
        outbox.owe(Sample.notification(2), in: Sample.second)
        #expect(try await outbox.organizationsWithWork() == [Sample.first, Sample.second])
        #expect(try await notifier(outbox, channel).deliverDue() == 1)
        #expect(channel.told == [2])
        #expect(outbox.owed(in: Sample.first) == [1])
        #expect(log.messages(at: .error).count == 1)
    }

    @Test("only people who are on call and not revoked are told")
    func tellsOnCallStaff() async throws {
        let outbox = MemoryOutbox()
        let channel = RecordingChannel()
        outbox.owe(Sample.notification(1), in: Sample.first)
        _ = try await notifier(outbox, channel).deliverDue()
        #expect(channel.recipients == [Sample.onCall.id])
    }

    @Test("with nobody on call the log says so at its highest level, and nothing counts as delivered")
    func saysThatNobodyIsOnCall() async throws {
        let outbox = MemoryOutbox()
        let channel = RecordingChannel()
        outbox.owe(Sample.notification(1), in: Sample.first)
        let notifier = notifier(outbox, channel, users: [Sample.clinician, Sample.revoked])
        #expect(try await notifier.deliverDue() == 0)
        #expect(channel.told.isEmpty)
        #expect(outbox.delivered(in: Sample.first).isEmpty)
        #expect(outbox.owed(in: Sample.first) == [1])
        #expect(log.messages(at: .critical) == ["an alert has nobody to tell"])
    }

    @Test("a wake-up delivers at once, without waiting for the next look")
    func wakesUp() async throws {
        let outbox = MemoryOutbox()
        let channel = RecordingChannel()
        let notifier = notifier(outbox, channel)
        let running = Task { await notifier.run() }
        while !outbox.isListenedTo { try await Task.sleep(for: .milliseconds(1)) }
        // The look at the start finds nothing.
        try await Task.sleep(for: .milliseconds(100))
        let start = ContinuousClock.now
        outbox.owe(Sample.notification(1), in: Sample.first)
        while channel.told.isEmpty { try await Task.sleep(for: .milliseconds(1)) }
        #expect(ContinuousClock.now - start < Notifier.idlePause / 2)
        running.cancel()
        await running.value
    }

    private func notifier(
        _ outbox: MemoryOutbox,
        _ channel: RecordingChannel,
        users: [User] = [Sample.onCall, Sample.clinician, Sample.revoked]
    ) -> Notifier {
        Notifier(outbox: outbox, users: MemoryUsers(users: users), channel: channel, logger: log.logger)
    }
}

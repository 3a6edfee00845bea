import Foundation
import PrivateCluster
import Testing

extension WholeProcesses {
    /// `kill -9` of every process at every bad moment: nothing is lost, doubled, invented or left without its alert,
    /// and nobody untold.
    struct CrashTests {
        private static let defaultCrashCount = 50
        /// Enough for a debug build on a small machine, however many kills are asked for.
        private static let minutes = 8 + crashCount / 20

        private static let crashCount = number("HEARTH_CRASHES").map(Int.init) ?? defaultCrashCount
        private static let seed = number("HEARTH_CRASH_SEED") ?? UInt64.random(in: 0...UInt64(UInt32.max))

        private static func number(_ key: String) -> UInt64? {
            ProcessInfo.processInfo.environment[key].flatMap { UInt64($0) }
        }

        @Test(
            "Every confirmed measurement is stored once, with its alert, and on-call staff are told",
            .timeLimit(.minutes(minutes))
        )
        func everyConfirmedMeasurementIsStoredOnceWithItsAlert() async throws {
            print("crash test: HEARTH_CRASHES=\(Self.crashCount) HEARTH_CRASH_SEED=\(Self.seed)")
            try await Deployment.with(servers: 2, settings: .durable) { deployment in
                var run = try await CrashRun(in: deployment, seed: Self.seed)
                let kills = try await run.run(count: Self.crashCount)
                var measured: [MeasuredReading] = []
                for device in run.households.flatMap(\.devices) { measured += await device.measured }
                var doubtful: [String] = []
                for household in run.households { doubtful += await household.doubtfulReadings() }
                let audit = try await CrashAudit(of: measured, doubtful: doubtful, in: deployment.database)
                report(kills, measured.count, audit, run)

                #expect(kills.values.reduce(0, +) == Self.crashCount)
                #expect(audit.storedCount + audit.merged.count == measured.count)
                #expect(audit.missing.isEmpty)
                #expect(audit.unexpected.isEmpty)
                #expect(audit.withoutAlert.isEmpty)
                #expect(audit.falselyAlerted.isEmpty)
                #expect(audit.unidentified.isEmpty)
                #expect(audit.strayIdentityCount == 0)
                #expect(audit.eventGapCount == 0)
                #expect(audit.quarantinedCount == 0)
                #expect(audit.unannouncedCount == 0)
                #expect(audit.untoldCount == 0)
            }
        }

        private func report(_ kills: [CrashKind: Int], _ measured: Int, _ audit: CrashAudit, _ run: CrashRun) {
            let byKind = CrashKind.allCases.map { "\($0.rawValue) \(kills[$0] ?? 0)" }.joined(separator: ", ")
            let tallies = run.households.map(\.tally)
            print(
                "crash test: kills: \(byKind); measured \(measured), stored \(audit.storedCount), "
                    + "taken for repeats \(audit.merged.count), "
                    + "indications repeated \(tallies.map(\.repeatedIndications).reduce(0, +)), "
                    + "duplicates absorbed \(tallies.map(\.duplicates).reduce(0, +)), "
                    + "alerts raised \(audit.alertCount), handled \(run.careTeam.handledCount)"
            )
        }
    }
}

import EventLoops
import Foundation
import GATT
import SimulatedDevices
import Testing
import Vitals

extension WholeProcesses {
    /// A gateway that runs for long: each simulated day has its readings, and ends with the loss of every connection.
    ///
    /// `HEARTH_MONTHS` is how many months of them it gets; 1 when it is not set.
    struct MonthTests {
        private static let months =
            ProcessInfo.processInfo.environment["HEARTH_MONTHS"].flatMap { Int($0) } ?? 1
        private static let days = 30 * months
        private static let scale = "02:48:52:00:40:01"
        private static let strap = "02:48:52:00:40:02"
        /// A busy machine may take long for a day.
        private static let patience: Duration = .seconds(60)
        /// The strap is worn for a while each day.
        private static let beatsPerDay = 60
        private static let weightsPerDay = 3
        /// The cache of the spool's pages and what an allocator keeps: far less than what a month would leave behind if
        /// each reading or report left a kilobyte.
        private static let noiseKilobytes = 2_048
        /// A device may just be connecting.
        private static let noiseDescriptors = 3
        /// The spool of a household that uploads, its log of 4 MiB, and what is remembered of what was delivered.
        private static let fileBytes = 12 << 20

        @Test(
            "A simulated month of readings, connections and reports leaves nothing in memory, descriptors or files",
            .timeLimit(.minutes(30))
        )
        func leavesNothingBehind() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let loop = deployment.loops.next()
                let scale = SimulatedDevice(kind: .weightScale, identifier: "1", on: loop)
                let strap = SimulatedDevice(kind: .heartRateStrap, identifier: "2", on: loop)
                let home = try await Home(
                    number: 0,
                    in: deployment,
                    devices: [(Self.scale, scale), (Self.strap, strap)],
                    serverPort: try deployment.port(of: 0),
                    zone: "UTC",
                    configuration: ["HEARTH_REPORT_SECONDS": "1"]
                )
                check(try await home.running { try await month(scale, strap, home, deployment) })
            }
        }

        /// Measures day after day, and looks at the gateway at the end of each.
        private func month(
            _ scale: SimulatedDevice,
            _ strap: SimulatedDevice,
            _ home: Home,
            _ deployment: Deployment
        ) async throws -> [Footprint] {
            let start = Instant.now.adding(seconds: -Int64(Self.days + 1) * 86_400)
            var footprints: [Footprint] = []
            for day in 0..<Self.days {
                for number in 0..<Self.weightsPerDay {
                    let time = start.adding(seconds: Int64(day) * 86_400 + Int64(number) * 3_600)
                    await scale.measure(try weight(at: time))
                }
                let weights = (day + 1) * Self.weightsPerDay
                let beats = try await arrived(from: Self.strap, deployment) + 1
                for beat in 0..<Self.beatsPerDay { await strap.measure([0x00, UInt8(60 + beat)]) }
                try await eventually("the readings of day \(day)", home) {
                    // A strap does not wait for confirmations: what it sent into a link that was cut is gone.
                    if await strap.unconfirmed.isEmpty { await strap.measure([0x00, 60]) }
                    guard await scale.unconfirmed.isEmpty else { return false }
                    guard try await arrived(from: Self.strap, deployment) >= beats else { return false }
                    return try await arrived(from: Self.scale, deployment) == weights
                }
                footprints.append(try home.gateway.footprint())
                await home.cutLinks()
            }
            return footprints
        }

        /// Nobody has these devices: all of it goes to the quarantine, which is as good.
        private func arrived(from device: String, _ deployment: Deployment) async throws -> Int {
            try await deployment.database.number(
                "SELECT count(*) FROM hearth.quarantine WHERE device_identifier = '\(device)'"
            )
        }

        private func eventually(
            _ what: String,
            _ home: Home,
            _ condition: () async throws -> Bool
        ) async throws {
            let deadline = ContinuousClock.now + Self.patience
            while ContinuousClock.now < deadline {
                if try await condition() { return }
                try await Task.sleep(for: .milliseconds(20))
            }
            throw EndToEndError("\(what) never arrived:\n\(home.gateway.log)")
        }

        private func check(_ footprints: [Footprint]) {
            let third = footprints.count / 3
            let (first, last) = (footprints[third / 2..<third], footprints.suffix(third))
            let text = "\(first.map(\.description)) then \(last.map(\.description))"
            let grown = median(last, \.anonymousKilobytes) - median(first, \.anonymousKilobytes)
            #expect(grown <= Self.noiseKilobytes, "\(text)")
            #expect(median(last, \.descriptors) <= median(first, \.descriptors) + Self.noiseDescriptors, "\(text)")
            #expect(median(last, \.files) <= median(first, \.files), "\(text)")
            #expect(footprints.allSatisfy { $0.fileBytes <= Self.fileBytes }, "\(text)")
        }

        private func median(_ footprints: ArraySlice<Footprint>, _ value: KeyPath<Footprint, Int>) -> Int {
            footprints.map { $0[keyPath: value] }.sorted()[footprints.count / 2]
        }

        private func weight(at time: Instant) throws -> [UInt8] {
            try WeightMeasurement(
                weight: .number(try ExactDecimal(significand: 80_000, exponent: -3)),
                timestamp: time.shownByClock()
            ).encoded()
        }
    }
}

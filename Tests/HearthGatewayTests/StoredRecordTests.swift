import Foundation
import GATT
import GRDB
import Logging
import ReadingExchange
import RecordedLog
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// What a device has in its memory, fetched from devices that are made of Bumble.
@Suite(.timeLimit(.minutes(3))) struct StoredRecordTests {
    @Test func theMemoryIsFetchedOnceAndThenOnlyWhatIsNew() async throws {
        try await with(#"{"kind": "glucose", "records": 5}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(5, at: server)
                try await finished(peer, times: 1)
                try await kept(4, in: home)
            }
            try await peer.tell("measure 2")
            try await home.gateway(at: server).running {
                try await arrived(7, at: server)
                try await finished(peer, times: 2)
            }
            #expect(numbers(server) == (100...106).map(String.init))
            // Counted and reported: all, then from the last record on.
            #expect(requests(peer) == ["0401", "0101", "0403010400", "0103010400"])
        }
    }

    @Test(arguments: [[2], [1, 3], [1, 1, 1, 1]]) func aConnectionThatBreaksIsTakenUpAgain(breaks: [Int])
        async throws
    {
        // The first two records are fetched whole, so that there is a place from which to go on.
        let options =
            #"{"kind": "glucose", "records": 2, "breaks": [0, \#(breaks.map(String.init).joined(separator: ", "))]}"#
        try await with(options) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(2, at: server)
                try await finished(peer, times: 1)
                try await kept(1, in: home)
            }
            try await peer.tell("measure 8")
            try await home.gateway(at: server).running {
                try await arrived(10, at: server)
                try await finished(peer, times: 2)
            }
            #expect(numbers(server) == (100...109).map(String.init))
            #expect(peer.lines.filter { $0 == "BROKEN" }.count == breaks.count)
        }
    }

    /// Nothing is known yet of the order in which the device sends: it is asked for everything again.
    @Test func aFirstTransferThatBreaksLosesAndDoublesNothing() async throws {
        try await with(#"{"kind": "glucose", "records": 6, "breaks": [4, 2]}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(6, at: server)
                try await finished(peer, times: 1)
            }
            #expect(numbers(server) == (100...105).map(String.init))
            #expect(requests(peer).filter { $0.hasPrefix("01") } == ["0101", "0101", "0101"])
        }
    }

    /// What a killed gateway leaves is its spool as it is at that moment.
    @Test func aGatewayThatIsKilledBetweenRecordsGoesOnBehindTheLastStoredOne() async throws {
        try await with(#"{"kind": "glucose", "records": 2, "holds": 5}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(2, at: server)
                try await finished(peer, times: 1)
                try await kept(1, in: home)
            }
            try await peer.tell("measure 6")
            try await home.gateway(at: server).running {
                try await eventually("the device pauses") { peer.lines.contains("HELD") }
                try await arrived(5, at: server)
                try home.keepSpoolAsItIs()
            }
            try home.goBackToKeptSpool()
            try await peer.tell("go")
            try await home.gateway(at: server).running {
                try await finished(peer, times: 2)
                try await arrived(8, at: server)
            }
            // The third gateway went on from record 4, the last one that the killed one had stored.
            #expect(requests(peer).last == "0103010400")
            #expect(numbers(server) == (100...107).map(String.init))
        }
    }

    @Test func aDeviceThatCountsAgainAfterABatteryChangeIsReadFromItsStart() async throws {
        try await with(#"{"kind": "glucose", "records": 4}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(4, at: server)
                try await finished(peer, times: 1)
                try await kept(3, in: home)
            }
            try await peer.tell("restart")
            try await peer.tell("measure 6")
            try await home.gateway(at: server).running { try await arrived(10, at: server) }
            #expect(numbers(server) == (100...109).map(String.init))
            #expect(requests(peer).contains("0103010300"))
            #expect(requests(peer).filter { $0 == "0101" }.count == 2)
        }
    }

    @Test func aDeviceThatKnowsNoFilterIsAskedForEverything() async throws {
        try await with(#"{"kind": "glucose", "records": 3, "filters": false}"#) { home, server, peer in
            for count in [3, 4] {
                try await home.gateway(at: server).running {
                    try await arrived(count, at: server)
                    try await finished(peer, times: count - 2)
                }
                try await peer.tell("measure 1")
            }
            #expect(numbers(server) == (100...103).map(String.init))
        }
    }

    @Test func anEmptyMemoryIsNoError() async throws {
        try await with(#"{"kind": "glucose", "records": 0}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await eventually("no records found") { peer.lines.contains("CONFIRMED 06000106") }
            }
            #expect(server.arrived.isEmpty)
        }
    }

    /// Every write waits for its turn behind another program's, as behind a slow card.
    @Test func aMemoryOfTenThousandRecordsComesToItsEndAtTheFirstAttemptOnASlowDisk() async throws {
        let count = 10_000
        try await with(#"{"kind": "glucose", "records": \#(count)}"#) { home, server, peer in
            let gateway = home.gateway(at: server) { configuration in
                configuration.spoolBytes = 64 << 20
                configuration.uploadBatch = 1_000
            }
            try await gateway.running {
                // The spool is open by then: what holds it while it is made keeps the gateway from starting.
                try await eventually("records are asked for") { requests(peer).last == "0101" }
                let disk = try SlowDisk(try StateDirectory(home.stateDirectory).spoolFile)
                try await eventually("all is asked for and sent", within: .seconds(150)) {
                    peer.lines.contains("CONFIRMED 06000101")
                }
                await disk.end()
                try await eventually("all readings arrive", within: .seconds(60)) { server.arrived.count >= count }
            }
            // Once: a connection that is given up for what waits begins at the first record again.
            #expect(requests(peer) == ["0401", "0101"])
            let numbers = Set(server.arrived.compactMap(\.sequenceNumber))
            #expect(numbers.count == count && server.arrived.allSatisfy { $0.raw.count == 13 })
        }
    }

    /// Procedure not completed: the device is asked again in the same connection.
    @Test func aDeviceThatIsBusyIsAskedAgain() async throws {
        try await with(#"{"kind": "glucose", "records": 2, "refusals": [8]}"#) { home, server, peer in
            try await home.gateway(at: server).running { try await arrived(2, at: server) }
            #expect(requests(peer) == ["0401", "0101", "0401", "0101"])
        }
    }

    @Test func aTransferIsAbortedWhenTheGatewayStops() async throws {
        try await with(#"{"kind": "glucose", "records": 2, "silences": 1}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await eventually("records are asked for") { requests(peer).last == "0101" }
            }
            try await eventually("it is aborted") { requests(peer) == ["0401", "0101", "0300"] }
        }
    }

    /// A meter may notify what is measured while it is connected; its memory has it as well.
    @Test func whatIsMeasuredWhileAMeterIsConnectedIsStoredAndNotDoubledByItsMemory() async throws {
        try await with(#"{"kind": "glucose", "records": 2}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(2, at: server)
                try await finished(peer, times: 1)
                try await peer.tell("show")
                try await arrived(3, at: server)
            }
            try await peer.tell("measure 1")
            try await home.gateway(at: server).running {
                try await arrived(4, at: server)
                try await finished(peer, times: 2)
            }
            #expect(numbers(server) == ["100", "101", "102", "103"])
        }
    }

    /// Its number is beyond those that have not come yet when the connection breaks.
    @Test func whatIsMeasuredDuringATransferHidesNoRecord() async throws {
        try await with(#"{"kind": "glucose", "records": 2, "holds": 4, "breaks": [0, 5]}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(2, at: server)
                try await finished(peer, times: 1)
                try await kept(1, in: home)
            }
            try await peer.tell("measure 5")
            try await home.gateway(at: server).running {
                try await eventually("the device pauses") { peer.lines.contains("HELD") }
                try await peer.tell("show")
                try await arrived(5, at: server)
                try await peer.tell("go")
                try await arrived(8, at: server)
            }
            #expect(peer.lines.contains("BROKEN"))
            #expect(numbers(server) == (100...107).map(String.init))
        }
    }

    @Test func aRecordIsJoinedWithItsContextAndGoesOnWithoutOneThatNeverComes() async throws {
        let options = #"{"kind": "glucose", "records": 4, "contexts": [0, 1, 2], "lost": [1]}"#
        try await with(options) { home, server, peer in
            try await home.gateway(at: server).running { try await arrived(4, at: server) }
            let readings = inOrder(server)
            #expect(readings.map(\.sequenceNumber) == [0, 1, 2, 3])
            #expect(readings.map { $0.flags.contains("before-meal") } == [true, false, true, false])
            #expect(readings.map(\.rawSecond) == [[2, 0, 0, 1], nil, [2, 2, 0, 1], nil])
            #expect(readings.allSatisfy { $0.raw.count == 13 })
        }
    }

    /// The record is asked for again, and its context comes with it.
    @Test func aBreakBetweenARecordAndItsContextLosesNeither() async throws {
        let options = #"{"kind": "glucose", "records": 2, "contexts": [1, 2, 3], "cuts": [2]}"#
        try await with(options) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(2, at: server)
                try await finished(peer, times: 1)
                try await kept(1, in: home)
            }
            try await peer.tell("measure 2")
            try await home.gateway(at: server).running { try await arrived(4, at: server) }
            #expect(peer.lines.contains("BROKEN"))
            #expect(inOrder(server).map(\.sequenceNumber) == [0, 1, 2, 3])
            #expect(inOrder(server).map { $0.rawSecond != nil } == [false, true, true, true])
        }
    }

    /// Its records have no numbers: all are fetched each time, and each is one reading.
    @Test func theMemoryOfAPulseOximeterIsFetched() async throws {
        try await with(#"{"kind": "oximeter", "records": 3, "breaks": [2]}"#) { home, server, peer in
            try await home.gateway(at: server).running {
                try await arrived(6, at: server)
                try await finished(peer, times: 1)
            }
            try await home.gateway(at: server).running { try await finished(peer, times: 2) }
            let saturations = server.arrived.filter { $0.measurement.kind == .oxygenSaturation }
            #expect(numbers(server).sorted() == ["60", "60", "60", "90", "91", "92"])
            #expect(saturations.allSatisfy { $0.flags == ["from-storage"] && $0.deviceTime != nil })
        }
    }

    private func with(
        _ options: String,
        _ body: (TestHome, StubServer, BumblePeer) async throws -> Void
    ) async throws {
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            try await body(home, server, peer)
            // Op code 2 would delete records from the device.
            #expect(!requests(peer).contains { $0.hasPrefix("02") })
        }
    }

    /// Waits until so many different readings have arrived.
    private func arrived(_ count: Int, at server: StubServer) async throws {
        try await eventually("\(count) readings arrive") { inOrder(server).count >= count }
    }

    private func requests(_ peer: BumblePeer) -> [String] {
        peer.lines.filter { $0.hasPrefix("REQUEST ") }.map { String($0.dropFirst(8)) }
    }

    /// Waits until the device has said so many times that it has sent everything.
    private func finished(_ peer: BumblePeer, times: Int) async throws {
        try await eventually("the device has reported its records") {
            peer.lines.filter { $0 == "CONFIRMED 06000101" }.count >= times
        }
    }

    /// Waits until the gateway has on its disk that records up to this number are stored.
    private func kept(_ number: UInt16, in home: TestHome) async throws {
        let source = RecordSource(device: TestHome.scale, characteristic: 0x2A18)
        try await eventually("the position is kept") {
            let spool = try home.spool()
            let position = try await spool.recordPosition(of: source)
            try spool.close()
            return position?.sequenceNumber == number
        }
    }

    /// The values that arrived, in their order in the device.
    ///
    /// A gateway that is stopped before it has noted the server's answer uploads once more: the identity is the same.
    private func numbers(_ server: StubServer) -> [String] { inOrder(server).flatMap(\.measurement.numbers) }

    private func inOrder(_ server: StubServer) -> [ReadingSubmission] {
        var known: Set<MeasurementIdentity> = []
        return server.arrived.filter { known.insert($0.identity).inserted }
            .sorted { ($0.deviceTime?.description ?? "") < ($1.deviceTime?.description ?? "") }
    }
}

extension TestHome {
    private var keptSpool: URL { folder.appendingPathComponent("kept") }
    private var spoolFile: URL { get throws { try StateDirectory(stateDirectory).spoolFile } }

    /// Copies the spool as it is now, while the gateway uses it.
    fileprivate func keepSpoolAsItIs() throws {
        let spool = try DatabaseQueue(path: try spoolFile.path)
        let kept = try DatabaseQueue(path: keptSpool.path)
        try spool.backup(to: kept)
        try kept.close()
        try spool.close()
    }

    fileprivate func goBackToKeptSpool() throws {
        let name = try spoolFile.lastPathComponent
        // With the files that SQLite has beside it.
        for file in try FileManager.default.contentsOfDirectory(at: stateDirectory, includingPropertiesForKeys: nil)
        where file.lastPathComponent.hasPrefix(name) { try FileManager.default.removeItem(at: file) }
        try FileManager.default.moveItem(at: keptSpool, to: spoolFile)
    }
}

import ATT
import EventLoops
import Foundation
import GATT
import Logging
import RecordedLog
import Spool
import Testing

@testable import HearthGateway

/// A transfer with a device that falls silent; the device is made of Bumble.
@Suite(.timeLimit(.minutes(3))) struct RecordCollectorTests {
    /// Long enough for a slow machine to answer in, and short enough to be waited for.
    private static let silence: Duration = .seconds(3)

    @Test func aDeviceThatFallsSilentIsAbortedAndAskedAgain() async throws {
        try await TestHome.with { home in
            let peer = try await BumblePeer(
                path: home.socketPath,
                script: BumblePeer.recordingDevice,
                options: #"{"kind": "glucose", "records": 2, "silences": 1}"#
            )
            defer { peer.end() }
            let spool = try home.spool()
            let intake = MeasurementIntake(
                spool: spool,
                decoder: IndicationDecoder(zone: home.zone),
                clock: .assumedRight(logger: .silent),
                logger: .silent
            )
            let source = RecordSource(device: TestHome.scale, characteristic: 0x2A18)
            try await fetch(home, intake)
            let requests = peer.lines.filter { $0.hasPrefix("REQUEST") }.map { $0.dropFirst(8) }
            #expect(requests == ["0401", "0101", "0300", "0401", "0101"])
            #expect(try await spool.recordPosition(of: source)?.sequenceNumber == 1)
            #expect(try await spool.status().pendingCount == 2)
            try spool.close()
        }
    }

    /// Runs a collector over a connection, as a session does.
    private func fetch(_ home: TestHome, _ intake: MeasurementIntake) async throws {
        let records = RecordCollector(device: TestHome.scale, intake: intake, silence: Self.silence, logger: .silent)
        let loop = home.loop
        let path = home.socketPath
        try await Task(executorPreference: loop) {
            let client = GATTClient(bearer: try SeqpacketBearer(path: path, on: loop)) { values in
                guard let value = values.first, value.characteristic?.uuid.short == 0x2A18 else {
                    for value in values { await records.responded(value.bytes, at: value.handle) }
                    return
                }
                let transfer = await records.current
                let positions = await transfer?.positions(after: values.map(\.bytes)) ?? []
                let arrivals = zip(values, positions).map { value, position in
                    let indication = RawIndication(
                        device: TestHome.scale,
                        characteristic: 0x2A18,
                        bytes: value.bytes,
                        receivedAt: intake.reading().now,
                        needsConfirmation: false
                    )
                    return Arrival(indication, position: position)
                }
                _ = try await intake.store(arrivals)
                await transfer?.stored(values.map(\.bytes), position: positions.lazy.compactMap(\.self).last)
            }
            await client.start()
            let services = try await client.discover()
            let memories = RecordMemory.all(in: services)
            for uuid in [CharacteristicUUID.glucoseMeasurement, .recordAccessControlPoint] {
                try await client.subscribe(to: try #require(await client.characteristic(uuid)))
            }
            await records.collect(memories, session: [], through: client)
            await client.close()
        }.value
    }
}

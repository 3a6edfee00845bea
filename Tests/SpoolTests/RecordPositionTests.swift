import GATT
import Spool
import Testing

@Suite("How far a device's records are stored")
struct RecordPositionTests {
    private static let position = RecordPosition(sequenceNumber: 7, bytes: [0x02, 0x07, 0x00])
    private static let source = RecordSource(device: "meter", characteristic: 0x2A18)

    private let fixture: SpoolFixture

    init() throws { fixture = try SpoolFixture() }

    @Test("It is on the disk together with the record, and outlives a crash")
    func together() async throws {
        let spool = try fixture.open()
        #expect(try await spool.recordPosition(of: Self.source) == nil)
        _ = try await spool.store(record(), position: Self.position)
        let copy = try fixture.crashCopy()
        let crashed = try copy.open()
        #expect(try await crashed.recordPosition(of: Self.source) == Self.position)
        #expect(try await crashed.undecoded(limit: 10).count == 1)
    }

    @Test("A record that has no room does not move it")
    func full() async throws {
        let spool = try fixture.open(maximumBytes: SpoolLimits.leastMaximumBytes)
        try await spool.keep(Self.position, of: Self.source)
        let next = RecordPosition(sequenceNumber: 8, bytes: [8])
        await #expect(throws: SpoolError(.spoolFull)) {
            for _ in 0..<10_000 {
                _ = try await spool.store(record([UInt8](repeating: 8, count: 512)))
            }
        }
        await #expect(throws: SpoolError(.spoolFull)) {
            _ = try await spool.store(record([UInt8](repeating: 8, count: 512)), position: next)
        }
        #expect(try await spool.recordPosition(of: Self.source) == Self.position)
    }

    @Test("Each device and characteristic has its own, and it can be forgotten")
    func apart() async throws {
        let spool = try fixture.open()
        let other = RecordSource(device: "meter", characteristic: 0x2AA7)
        let next = RecordPosition(sequenceNumber: 65_535, bytes: [])
        try await spool.keep(Self.position, of: Self.source)
        try await spool.keep(next, of: other)
        #expect(try await spool.recordPosition(of: Self.source) == Self.position)
        #expect(try await spool.recordPosition(of: other) == next)
        try await spool.keep(nil, of: Self.source)
        #expect(try await spool.recordPosition(of: Self.source) == nil)
        #expect(try await spool.recordPosition(of: other) == next)
    }

    private func record(_ bytes: [UInt8] = [0x02, 0x07, 0x00]) -> RawIndication {
        SpoolFixture.indication(bytes, device: "meter", characteristic: 0x2A18, needsConfirmation: false)
    }
}

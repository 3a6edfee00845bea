import Testing
import Vitals

@Suite("The identity of a measurement")
struct MeasurementIdentityTests {
    private static let cuff: [UInt8] = [
        0x16, 0x7C, 0x00, 0x56, 0x00, 0x61, 0x00, 0xE8, 0x07, 0x06, 0x0F, 0x11, 0x11, 0x1B, 0x33, 0x00, 0x00, 0x00,
    ]
    private let received = Instant(millisecondsSince1970: 1_795_248_000_123)

    private func identity(
        device: String = "E8:07:01:02:03:04",
        characteristic: UInt16 = 0x2A35,
        kind: ReadingKind = .bloodPressure,
        time: String? = "2024-06-15T17:17:27",
        sequence: UInt32? = nil,
        received: Instant? = nil,
        raw: [UInt8] = cuff
    ) -> String {
        MeasurementIdentity(
            device: device,
            characteristic: characteristic,
            kind: kind,
            deviceTime: time.flatMap { DeviceTimestamp($0) },
            sequenceNumber: sequence,
            receivedAt: received ?? self.received,
            raw: raw
        ).description
    }

    /// Computed with Python's `hashlib` from the documented fields: stored identities depend on every bit of them.
    @Test("is what it has always been")
    func vectors() {
        #expect(identity() == "4b5d2dc2e859e64e665229141e7b7c28")
        #expect(identity(kind: .heartRate) == "b83f69666524dc9855ce2a6b3ce6a034")
        let meter = "C4:64:E3:00:00:01"
        let glucose: [UInt8] = [0x03, 0x0C, 0x00]
        let withTime = identity(
            device: meter,
            characteristic: 0x2A18,
            kind: .bloodGlucose,
            time: "2026-03-01T07:30:00",
            sequence: 12,
            raw: glucose
        )
        #expect(withTime == "f3f2f0b43e2c3356e544126f8bbe0777")
        let withoutTime = identity(
            device: meter,
            characteristic: 0x2A18,
            kind: .bloodGlucose,
            time: nil,
            sequence: 12,
            raw: glucose
        )
        #expect(withoutTime == "8541f0233e203c9a4e57a43d38ed469d")
        let strap = identity(
            device: "chest-strap-ü",
            characteristic: 0x2A37,
            kind: .heartRate,
            time: nil,
            raw: [0x00, 0x48]
        )
        #expect(strap == "ddbe2b405e7c467abd8798da756653f8")
        let empty = identity(
            device: "",
            characteristic: 0x2A37,
            kind: .heartRate,
            time: nil,
            received: Instant(millisecondsSince1970: 0),
            raw: []
        )
        #expect(empty == "0b4c2ce7c0d88f0b4b7f6e23ccd6375b")
    }

    @Test("does not depend on the reception when the device gave a time stamp or a sequence number")
    func reception() {
        let later = received.adding(seconds: 3600)
        #expect(identity() == identity(received: later))
        #expect(identity(time: nil, sequence: 7) == identity(time: nil, sequence: 7, received: later))
        #expect(identity(time: nil) != identity(time: nil, received: later))
    }

    @Test("takes an unknown date for no time stamp")
    func unknownDate() {
        #expect(identity(time: "0000-00-00T08:00:00") == identity(time: nil))
    }

    @Test("differs when any part differs")
    func parts() {
        let all = [
            identity(), identity(device: "E8:07:01:02:03:05"), identity(characteristic: 0x2A36),
            identity(kind: .heartRate), identity(time: "2024-06-15T17:17:28"), identity(sequence: 0),
            identity(sequence: 1), identity(time: nil), identity(raw: Self.cuff + [0]), identity(raw: []),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test("comes back from its text and its bytes, and from nothing else")
    func forms() throws {
        let identity = try #require(MeasurementIdentity("0b4c2ce7c0d88f0b4b7f6e23ccd6375b"))
        #expect(MeasurementIdentity(bytes: identity.bytes) == identity)
        #expect(identity.bytes.prefix(3) == [0x0B, 0x4C, 0x2C])
        #expect(MeasurementIdentity("0B4C2CE7C0D88F0B4B7F6E23CCD6375B") == identity)
        #expect(MeasurementIdentity(bytes: [UInt8](repeating: 0, count: 15)) == nil)
        for text in [
            "", "0b4c", "+b4c2ce7c0d88f0b4b7f6e23ccd6375b", "0b4c2ce7c0d88f0b4b7f6e23ccd6375g",
            "é" + identity.description.dropFirst(2),
        ] {
            #expect(MeasurementIdentity(text) == nil)
        }
    }
}

import ATT
import Testing

@testable import BlueZ

@Suite("Management events")
struct ManagementEventTests {
    /// Packets that a 6.12 kernel sent, and some by its definition.
    static let packets: [(String, UInt16, ManagementEvent)] = [
        (
            "0100 ffff 0700 0300 00 0100 0000", 0xFFFF,
            .commandComplete(opcode: 3, status: .success, parameters: [1, 0, 0, 0])
        ),
        ("0200 0000 0300 0500 12", 0, .commandStatus(opcode: 5, status: .blockedBySwitch)),
        ("0300 0000 0100 10", 0, .controllerError(0x10)),
        ("0400 0200 0000", 2, .indexAdded),
        ("0500 0200 0000", 2, .indexRemoved),
        ("0600 0000 0400 100a0000", 0, .newSettings([.bondable, .lowEnergy, .secureConnections])),
        (
            "0b00 0000 1f00 00f4f3f2f1f002 08000000 1200 020106030210180a0942502d313030302d30", 0,
            .connected(Samples.cuff)
        ),
        ("0c00 0000 0800 00f4f3f2f1f002 03", 0, .disconnected(Samples.cuff, .byPeer)),
        ("0c00 0000 0800 00f4f3f2f1f002 77", 0, .disconnected(Samples.cuff, .unknown)),
        ("0d00 0000 0800 00f4f3f2f1f002 04", 0, .connectFailed(Samples.cuff, .connectFailed)),
        (
            "0f00 0000 0c00 00f4f3f2f1f002 00 40e20100", 0,
            .confirmationRequest(Samples.cuff, number: 123_456, isHint: false)
        ),
        ("1000 0000 0700 00f4f3f2f1f002", 0, .passkeyRequest(Samples.cuff)),
        ("1100 0000 0800 00f4f3f2f1f002 05", 0, .authenticationFailed(Samples.cuff, .authenticationFailed)),
        (
            "1700 0000 0c00 00f4f3f2f1f002 f1fb0900 03", 0,
            .passkeyShown(Samples.cuff, passkey: 654_321, entered: 3)
        ),
        (
            "1200 0000 3200 00f4f3f2f1f002 ce 00000000 2400 020106030210180a0942502d313030302d30"
                + "020106030210180a0942502d313030302d30", 0,
            .deviceFound(
                Sighting(
                    peer: Samples.cuff,
                    signal: -50,
                    advertisement: Advertisement(services: [0x1810], name: "BP-1000-0")
                )
            )
        ),
        ("1300 0000 0200 06 01", 0, .discovering(true)),
        ("1a00 0000 0800 00f4f3f2f1f002 02", 0, .other(code: 0x1A)),
        // A phone on classic Bluetooth is none of Hearth's.
        ("1200 0000 0e00 00f4f3f2f1f000 ce 00000000 0000", 0, .other(code: 0x12)),
    ]

    @Test("are read from the kernel's bytes", arguments: packets.indices)
    func decoding(index: Int) throws {
        let (text, adapter, event) = Self.packets[index]
        let packet = try ManagementPacket(decoding: bytes(text))
        #expect(packet.index == adapter)
        #expect(packet.event == event)
    }

    @Test("The key behind a private address comes with the identity")
    func identityKey() throws {
        let text = "01 665544332211 0504030201a0 01 " + String(repeating: "7e", count: 16)
        let event = try ManagementEvent(code: 0x0018, parameters: bytes(text))
        let key = IdentityKey(peer: Samples.scale, value: Samples.secret(0x7E))
        let address = Samples.address("11:22:33:44:55:66")
        #expect(event == .newIdentityKey(key, privateAddress: address, isKept: true))
    }

    @Test("that are cut off are errors at every length", arguments: packets.indices)
    func truncation(index: Int) throws {
        let (text, _, event) = Self.packets[index]
        if case .other = event { return }
        let whole = bytes(text)
        for length in 0..<whole.count {
            var cut = Array(whole[..<length])
            #expect(throws: PacketFault.self) { try ManagementPacket(decoding: cut) }
            // With a length that is right for what is left, the event itself must notice.
            guard length >= 6 else { continue }
            cut[4] = UInt8(length - 6)
            let isComplete = (try? ManagementPacket(decoding: cut)) != nil
            if case .commandComplete = event { continue }
            #expect(!isComplete, "\(event) with \(length - 6) bytes")
        }
    }

    @Test("of random bytes are read or refused, never worse")
    func random() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...64, using: &generator)
            let parameters = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let code = UInt16.random(in: 0...0x30, using: &generator)
            do throws(PacketFault) {
                _ = try ManagementEvent(code: code, parameters: parameters)
            } catch {
                #expect(error.byte <= parameters.count)
            }
        }
    }

    @Test("An adapter's description is read from what a 6.12 kernel answered")
    func information() throws {
        let answer = bytes("010000eeffc0 09 f105 1bbe0100 110a0000 000000") + [UInt8](repeating: 0, count: 260)
        let information = try AdapterInformation(decoding: answer)
        #expect(information.address.description == "C0:FF:EE:00:00:01")
        #expect(information.current == [.powered, .bondable, .lowEnergy, .secureConnections])
        #expect(information.supported.isSuperset(of: [.powered, .privacy]))
        #expect(!information.supported.contains(.classic))
        #expect(information.name == "")
        #expect(throws: PacketFault.self) { try AdapterInformation(decoding: Array(answer.prefix(100))) }
    }
}

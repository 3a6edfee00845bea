import ATT
import BlueZ
import EventLoops
import Foundation
import ModelledKernel
import RecordedLog
import Testing

@testable import HearthGateway

/// What a person can have done at the box while the gateway runs.
@Suite(.timeLimit(.minutes(2))) struct ControlTests {
    private static let cuff = ModelledDevice(0xF0F1_F2F3_F400, name: "Cuff", passkey: 399_585)
    private static let address = "F0:F1:F2:F3:F4:00"

    private func pair(
        _ home: PairingHome,
        _ person: AnsweringPerson,
        within limit: Duration = .seconds(30)
    ) async throws -> PairedDevice {
        let address = try #require(BluetoothAddress(Self.address))
        return try await DevicePairing(configuration: home.configuration, logger: .silent).run(
            address: address,
            within: limit,
            person: person
        )
    }

    @Test func aDeviceIsPairedByTheRunningGatewayAndReadAtOnce() async throws {
        try await PairingHome.with([Self.cuff]) { home in
            try await home.serving {
                let device = try await pair(home, AnsweringPerson(typed: 399_585))
                #expect(device.address == Self.address && device.name == "Cuff" && device.isAuthenticated)
                #expect(try home.bonds.map(\.peer.description) == [Self.address])
                try await eventually("it is read") { home.attempts.value.contains(Self.address) }
                #expect(
                    try await home.fleet.devices == [DeviceEntry(line: "\(Self.address) bluetooth:\(Self.address)")]
                )
            }
            let bondable = home.modelled.kernel.all.filter { $0.opcode == ModelledAdapter.Opcode.setBondable }
            #expect(bondable.map(\.parameters) == [[1], [0]])
        }
    }

    @Test func aPairingThatFailsSaysWhyAndTheDeviceKeepsItsBond() async throws {
        let bond = try Bond.sample(of: Self.address)
        try await PairingHome.with([Self.cuff], bonds: BondBook([bond])) { home in
            try await home.serving {
                let error = await #expect(throws: GatewayError.self) {
                    _ = try await pair(home, AnsweringPerson(typed: 1))
                }
                #expect("\(error as Any)".contains("pairing.refused"))
                #expect(try home.bonds == [bond])
                // The kernel had to forget the key for the attempt, and has it again.
                let loaded = home.modelled.kernel.all.filter { $0.opcode == ModelledAdapter.Opcode.loadKeys }
                #expect(loaded.count == 2 && loaded.last?.parameters.first == 1)
                let before = home.attempts.value.count
                try await eventually("it is read again") { home.attempts.value.count > before }
            }
        }
    }

    @Test func aDeviceToWhichTheKernelStillHasALinkIsLetGoSoThatItIsHeard() async throws {
        try await PairingHome.with([Self.cuff], bonds: BondBook([try Bond.sample(of: Self.address)])) { home in
            home.modelled.link(Self.cuff)
            try await home.serving {
                let device = try await pair(home, AnsweringPerson(typed: 399_585))
                #expect(device.address == Self.address)
            }
        }
    }

    @Test func aBondThatIsNotOnDiskIsNoPairing() async throws {
        try await PairingHome.with([Self.cuff]) { home in
            let draft = home.home.stateDirectory.appendingPathComponent("bonds.json.new")
            try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: false)
            try await home.serving {
                let error = await #expect(throws: GatewayError.self) {
                    _ = try await pair(home, AnsweringPerson(typed: 399_585))
                }
                #expect("\(error as Any)".contains("bluez.bond-file"))
                try FileManager.default.removeItem(at: draft)
                _ = try await pair(home, AnsweringPerson(typed: 399_585))
                #expect(try home.bonds.count == 1)
            }
        }
    }

    private func forget(_ address: String, _ home: PairingHome) async throws -> PairedDevice {
        let forgetting = DeviceForgetting(configuration: home.configuration, logger: .silent)
        return try await forgetting.run(address: try #require(BluetoothAddress(address)))
    }

    @Test func aDeviceIsForgottenEverywhereAtAPersonsWordAndCanBePairedAgain() async throws {
        let other = try Bond.sample(of: "F0:F1:F2:F3:F4:01")
        try await PairingHome.with([Self.cuff], bonds: BondBook([try Bond.sample(of: Self.address), other])) { home in
            try await home.serving {
                let handles = try StateDirectory(home.home.stateDirectory).handleFolder
                let file = handles.appendingPathComponent("\(Self.address).json")
                try FileManager.default.createDirectory(at: handles, withIntermediateDirectories: true)
                try Data("{}".utf8).write(to: file)
                try await eventually("it is read") { home.attempts.value.contains(Self.address) }

                #expect(try await forget(Self.address, home).address == Self.address)
                #expect(try home.bonds == [other])
                #expect(!FileManager.default.fileExists(atPath: file.path))
                let unpaired = home.modelled.kernel.all.filter { $0.opcode == ModelledAdapter.Opcode.unpair }
                #expect(unpaired.map { Array($0.parameters.prefix(7)) } == [Self.cuff.address])
                #expect(await home.fleet.devices.map(\.identifier) == ["F0:F1:F2:F3:F4:01"])

                let error = await #expect(throws: GatewayError.self) { _ = try await forget(Self.address, home) }
                #expect("\(error as Any)".contains("gateway.not-paired: there is no bond with \(Self.address)"))
                _ = try await pair(home, AnsweringPerson(typed: 399_585))
                #expect(try home.bonds.map(\.peer.description) == ["F0:F1:F2:F3:F4:01", Self.address])
            }
        }
    }

    @Test func aBondThatCannotBeRemovedFromTheDiskIsKeptAndTheDeviceIsReadOn() async throws {
        let bond = try Bond.sample(of: Self.address)
        try await PairingHome.with([Self.cuff], bonds: BondBook([bond])) { home in
            let draft = home.home.stateDirectory.appendingPathComponent("bonds.json.new")
            try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: false)
            try await home.serving {
                let error = await #expect(throws: GatewayError.self) { _ = try await forget(Self.address, home) }
                #expect("\(error as Any)".contains("bluez.bond-file"))
                #expect(try home.bonds == [bond])
                #expect(!home.modelled.kernel.seen.contains(ModelledAdapter.Opcode.unpair))
                let before = home.attempts.value.count
                try await eventually("it is read again") { home.attempts.value.count > before }
            }
        }
    }

    @Test func aDeviceIsForgottenWithoutAGatewayThatRunsAndWithoutAnAdapter() async throws {
        try await TestHome.with { home in
            let state = try StateDirectory(home.stateDirectory)
            try state.bondFile.write(BondBook([try Bond.sample(of: Self.address)]))
            let server = try #require(URL(string: "http://127.0.0.1:9"))
            let forgetting = DeviceForgetting(configuration: home.configuration(server: server), logger: .silent)
            let address = try #require(BluetoothAddress(Self.address))
            #expect(try await forgetting.run(address: address).address == Self.address)
            #expect(try state.bondFile.read().bonds.isEmpty)
            await #expect(throws: GatewayError.notPaired(Self.address)) { try await forgetting.run(address: address) }
        }
    }

    @Test func aFullBookOfBondsSaysSoAndTakesADeviceThatItKnows() async throws {
        let others = try (1..<BondBook.maximumBonds).map { number in
            try Bond.sample(of: "F0:F1:F2:F3:00:" + (number < 16 ? "0" : "") + String(number, radix: 16))
        }
        let last = try Bond.sample(of: "F0:F1:F2:F3:01:00")
        try await PairingHome.with([Self.cuff], bonds: BondBook(others + [last])) { home in
            try await home.serving {
                let error = await #expect(throws: GatewayError.self) {
                    _ = try await pair(home, AnsweringPerson(typed: 399_585))
                }
                #expect("\(error as Any)".contains("pairing.full: 64 devices are paired already"))
                _ = try await forget("F0:F1:F2:F3:01:00", home)
                for _ in 0..<2 { _ = try await pair(home, AnsweringPerson(typed: 399_585)) }
                #expect(try home.bonds.count == BondBook.maximumBonds)
            }
        }
    }

    @Test func aCommandThatGoesAwayEndsThePairing() async throws {
        try await PairingHome.with([Self.cuff]) { home in
            try await home.serving {
                let loop = try EventLoop(name: "client")
                defer { loop.stop() }
                let path = try StateDirectory(home.home.stateDirectory).controlPath
                let channel = ControlChannel(try SeqpacketBearer(path: path, on: loop))
                try await channel.send(ControlRequest.pair(address: Self.address, seconds: 30, capability: 4))
                #expect(try await channel.receive(ControlAnswer.self) == .askForPasskey)
                await #expect(throws: GatewayError.control(PairingFailure.busy.description)) {
                    _ = try await pair(home, AnsweringPerson())
                }
                await channel.close()
                try await eventually("the kernel is told") {
                    home.modelled.kernel.seen.contains(ModelledAdapter.Opcode.cancelPairing)
                        || home.modelled.kernel.seen.contains(0x1F)
                }
                try await eventually("the next one is served") {
                    (try? await pair(home, AnsweringPerson(typed: 399_585))) != nil
                }
            }
        }
    }

    @Test func aScanShowsWhatIsNearAndWhatIsPaired() async throws {
        let scale = ModelledDevice(0xA001_0203_0405, kind: 1, name: "Scale", service: 0x181D)
        let bond = try Bond.sample(of: Self.address)
        try await PairingHome.with([Self.cuff, scale], bonds: BondBook([bond])) { home in
            try await home.serving {
                let shown = Shared<Int>(0)
                let scan = DeviceScan(configuration: home.configuration, showsAll: false, logger: .silent)
                let lines = try await scan.run(for: .seconds(1)) { _ in shown.update { $0 += 1 } }
                #expect(
                    lines.map { $0.split(separator: " ").joined(separator: " ") } == [
                        "KIND NAME ADDRESS SIGNAL PAIRED",
                        "weight scale Scale A0:01:02:03:04:05 -60 dBm no",
                        "blood pressure Cuff F0:F1:F2:F3:F4:00 -60 dBm yes",
                    ]
                )
                #expect(shown.value >= 1)
            }
        }
    }

    @Test func onlyTheGatewaysOwnUserCanGiveCommands() async throws {
        try await PairingHome.with([]) { home in
            let path = try StateDirectory(home.home.stateDirectory).controlPath
            try await home.serving {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
            #expect(!FileManager.default.fileExists(atPath: path))
            #expect(try RunningGateway(of: home.configuration) == nil)
        }
    }

    @Test func aSocketThatADeadGatewayLeftBehindIsNoGateway() async throws {
        try await TestHome.with { home in
            let path = try StateDirectory(home.stateDirectory).controlPath
            let listener = try SeqpacketListener(path: path, on: home.loop)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".left")
            await TestHome.close(listener)
            try FileManager.default.moveItem(atPath: path + ".left", toPath: path)
            let server = try #require(URL(string: "http://127.0.0.1:9"))
            #expect(try RunningGateway(of: home.configuration(server: server)) == nil)
        }
    }

    @Test func everyMessageFitsIntoADatagram() throws {
        let name = String(repeating: "\u{1F9EA}", count: ScanRow.nameScalars)
        let row = ScanRow(kind: "glucose sensor", name: name, address: Self.address, signal: -100, isPaired: true)
        #expect(try JSONEncoder().encode(ControlAnswer.row(row)).count <= ATTLimits.maximumMTU)
        for failure: PairingFailure in [.refused, .unreachable, .timedOut, .noBond, .busy, .adapter(.notPermitted)] {
            let bytes = try JSONEncoder().encode(ControlAnswer.failed("\(failure)"))
            #expect(bytes.count <= ATTLimits.maximumMTU)
        }
    }
}

import EventLoops
import Foundation
import Logging
import ModelledKernel
import RecordedLog
import Synchronization
import Testing

@testable import BlueZ

@Suite("The adapter")
struct AdapterTests {
    @Test("is set up at a kernel that answers, and keeps the bond of a pairing on disk before anything else happens")
    func life() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let kernel = try ScriptedKernel { opcode, index, _ in
            switch opcode {
            case 3: [ScriptedKernel.complete(3, index, [1, 0, 0, 0])]
            case 4: [ScriptedKernel.complete(4, index, bytes("010000eeffc0 09 f105 1bbe0100 00000000") + Self.names)]
            default: [ScriptedKernel.complete(opcode, index)]
            }
        }
        let loop = try EventLoop(name: "adapter")
        defer { loop.stop() }
        let file = BondFile(folder: folder)
        let adapter = try Adapter(
            choice: .first,
            name: "hearth",
            purpose: .reading,
            file: file,
            of: BluetoothStack { loop, logger, listener in
                ManagementSocket(descriptor: kernel.near, on: loop, logger: logger, listener: listener)
            },
            on: loop,
            logger: .silent
        )
        let running = Task { await adapter.run() }
        #expect(try await adapter.whenReady() == Samples.address("C0:FF:EE:00:00:01"))

        var events = await adapter.events().makeAsyncIterator()
        kernel.tell(bytes("0a000000 2500 01 00f4f3f2f1f0 02 03 00 10 0000 0000000000000000" + Self.keyDigits))
        guard case .newLongTermKey(let key, isKept: true) = await events.next() else {
            Issue.record("no key")
            return
        }
        #expect(try file.read().bonds == [Bond(peer: Samples.cuff, longTermKeys: [key])])
        while !kernel.seen.contains(0x33) { try await Task.sleep(for: .milliseconds(1)) }

        running.cancel()
        await running.value
        await #expect(throws: BlueZError.closed) { try await adapter.whenReady() }
        #expect(await events.next() == nil)
    }

    @Test("that is to hide has a key of its own for it, on disk and the same at every start")
    func ownIdentity() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let loop = try EventLoop(name: "adapter")
        defer { loop.stop() }
        func start(isPrivate: Bool) throws -> SecretKey? {
            _ = try Adapter(
                choice: .first,
                name: "hearth",
                purpose: .reading,
                isPrivate: isPrivate,
                file: BondFile(folder: folder),
                on: loop,
                logger: .silent
            )
            return try BondFile(folder: folder).read().ownIdentityKey
        }
        #expect(try start(isPrivate: false) == nil)
        let key = try #require(try start(isPrivate: true))
        #expect(try start(isPrivate: true) == key)
        #expect(try start(isPrivate: false) == key)
    }

    @Test("are listed with what they are, by whoever asks")
    func list() async throws {
        let modelled = try ModelledAdapter([])
        let loop = try EventLoop(name: "adapters")
        defer { loop.stop() }
        let logger = Logger.silent
        let socket = ManagementSocket(descriptor: modelled.kernel.near, on: loop, logger: logger) { _, _ in }
        let adapters = try await AdapterList.read(through: socket)
        #expect(adapters.map(\.index) == [0])
        #expect(adapters.map(\.information.address) == [Samples.address("C0:FF:EE:00:00:01")])
        #expect(modelled.kernel.seen == [3, 4])
    }

    @Test("that another program uses too is said to be so once, and is set up anew when the gateway has it alone")
    func rival() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let modelled = try ModelledAdapter([])
        let rival = Mutex<String?>(nil)
        let troubles = Mutex(0)
        let loop = try EventLoop(name: "adapter")
        defer { loop.stop() }
        let log = RecordedLog()
        let adapter = try Adapter(
            choice: .first,
            name: "hearth",
            purpose: .reading,
            file: BondFile(folder: folder),
            of: BluetoothStack(
                openManagement: { (loop, logger, listener) throws(BlueZError) in
                    ManagementSocket(descriptor: modelled.kernel.near, on: loop, logger: logger, listener: listener)
                },
                rival: { rival.withLock(\.self) }
            ),
            on: loop,
            logger: log.logger,
            onTrouble: { troubles.withLock { $0 += 1 } }
        )
        let running = Task { await adapter.run() }
        _ = try await adapter.whenReady()
        func keyLoads() -> Int { modelled.kernel.seen.count { $0 == ModelledAdapter.Opcode.loadKeys } }
        #expect(await adapter.findRival() == nil)
        #expect(await adapter.standing.isUsable == true && troubles.withLock(\.self) == 0 && keyLoads() == 1)

        rival.withLock { $0 = "bluetoothd" }
        for _ in 0..<3 { #expect(await adapter.findRival() == "bluetoothd") }
        #expect(await adapter.standing == .failed(.adapterInUse(by: "bluetoothd")))
        #expect(troubles.withLock(\.self) == 1 && keyLoads() == 1)
        #expect(log.messages(at: .error) == ["another program uses the Bluetooth adapter"])

        rival.withLock { $0 = nil }
        #expect(await adapter.findRival() == nil)
        _ = try await adapter.whenReady()
        // It may have put its keys into the place of the gateway's.
        #expect(keyLoads() == 2 && troubles.withLock(\.self) == 2)
        running.cancel()
        await running.value
    }

    @Test("that cannot be used is said to be so once, however often it is tried", .timeLimit(.minutes(2)))
    func blocked() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-\(UUID().uuidString)")
        let kernel = try ScriptedKernel { opcode, index, _ in
            switch opcode {
            case 3: [ScriptedKernel.complete(3, index, [1, 0, 0, 0])]
            case 4: [ScriptedKernel.complete(4, index, bytes("010000eeffc0 09 f105 1bbe0100 00000000") + Self.names)]
            // Blocked by a switch.
            default: [ScriptedKernel.complete(opcode, index, status: 0x12)]
            }
        }
        let loop = try EventLoop(name: "adapter")
        defer { loop.stop() }
        let log = RecordedLog()
        let adapter = try Adapter(
            choice: .first,
            name: "hearth",
            purpose: .reading,
            file: BondFile(folder: folder),
            of: BluetoothStack { loop, logger, listener in
                ManagementSocket(descriptor: kernel.near, on: loop, logger: logger, listener: listener)
            },
            on: loop,
            logger: log.logger
        )
        let running = Task { await adapter.run() }
        let message = "the Bluetooth adapter cannot be used"
        while !log.messages(at: .debug).contains(message) { try await Task.sleep(for: .milliseconds(20)) }
        #expect(log.messages(at: .error) == [message])
        running.cancel()
        await running.value
    }

    @Test("is not shared by two programs that keep the same bonds")
    func lock() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let first = try AdapterLock(folder: folder)
            #expect(throws: BlueZError.adapterInUse(by: "hearth-gateway")) { try AdapterLock(folder: folder) }
            withExtendedLifetime(first) {}
        }
        _ = try AdapterLock(folder: folder)
    }

    private static let names = [UInt8](repeating: 0, count: 3 + 249 + 11)
    private static let keyDigits = "348cd19f5216c993e81368653aa0e0fb"
}

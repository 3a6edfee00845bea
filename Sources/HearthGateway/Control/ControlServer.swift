import ATT
import BlueZ
import EventLoops
import GATT
import Logging

/// Does for people at the box, while the gateway runs, what needs the adapter: looks for devices, pairs and forgets them.
///
/// It listens at a socket in the gateway's folder that is for the gateway's own user only.
struct ControlServer: Sendable {
    /// Commands that are served at once; the next ones wait.
    private static let maximumClients = 4
    /// The longest search or wait for a device, in seconds: nobody stands at a box for longer.
    private static let seconds = 1...3_600
    /// Lines of a table: more than a screen has, and few enough for the socket.
    private static let maximumRows = 50

    let path: String
    let adapter: Adapter
    let desk: PairingDesk
    let quirks: DeviceQuirks
    let loop: EventLoop
    let logger: Logger

    /// Serves until the task is cancelled; without the socket the gateway goes on.
    func run() async {
        do throws(ATTError) {
            let listener = try SeqpacketListener(path: path, mode: 0o600, on: loop)
            await serve(listener)
        } catch {
            logger.warning("there is no control socket", metadata: ["error": "\(error)"])
        }
    }

    private func serve(_ listener: SeqpacketListener) async {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                var count = 0
                while let bearer = try? await accept(listener) {
                    group.addTask { await serve(ControlChannel(bearer)) }
                    count += 1
                    if count >= Self.maximumClients { await group.next() }
                }
                group.cancelAll()
            }
        } onCancel: {
            loop.execute { listener.close() }
        }
    }

    private func accept(_ listener: SeqpacketListener) async throws -> SeqpacketBearer {
        try await Task(executorPreference: loop) { try await listener.accept() }.value
    }

    /// Serves one command until it is done or its person has gone.
    private func serve(_ channel: ControlChannel) async {
        await withTaskCancellationHandler {
            switch try? await channel.receive(ControlRequest.self) {
            case .pair(let address, let seconds, let capability):
                let person = RemotePerson(channel, capability: PairingCapability(rawValue: capability) ?? .none)
                await serve(channel, listening: { await person.listen() }) {
                    guard let address = BluetoothAddress(address), Self.seconds.contains(seconds) else {
                        throw GatewayError.control("an address and 1 to 3600 seconds are expected")
                    }
                    let bond = try await desk.pair(address, within: .seconds(seconds), person: person)
                    return .paired(PairedDevice(bond))
                }
            case .forget(let address):
                await serve(channel, listening: { _ = try? await channel.receive(ControlReply.self) }) {
                    guard let address = BluetoothAddress(address) else {
                        throw GatewayError.control("an address is expected")
                    }
                    return .forgotten(PairedDevice(try await desk.forget(address)))
                }
            case .scan(let seconds, let showsAll):
                await serve(channel, listening: { _ = try? await channel.receive(ControlReply.self) }) {
                    guard Self.seconds.contains(seconds) else {
                        throw GatewayError.control("1 to 3600 seconds are expected")
                    }
                    let empty = ScanTable(book: await adapter.book, quirks: quirks, showsAll: showsAll)
                    let table = try await DeviceScan.look(for: .seconds(seconds), on: adapter, into: empty) {
                        try await send($0, to: channel)
                    }
                    try await send(table, to: channel)
                    return .scanned
                }
            case nil: break
            }
            await channel.close()
        } onCancel: {
            Task { await channel.close() }
        }
    }

    /// Does the work for as long as the other side is there, and tells it how it ended.
    private func serve(
        _ channel: ControlChannel,
        listening: @escaping @Sendable () async -> Void,
        _ work: @escaping @Sendable () async throws -> ControlAnswer
    ) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await listening() }
            group.addTask {
                do {
                    try await channel.send(try await work())
                } catch {
                    try? await channel.send(ControlAnswer.failed("\(error)"))
                }
                await channel.close()
            }
            await group.next()
            group.cancelAll()
        }
    }

    private func send(_ table: ScanTable, to channel: ControlChannel) async throws {
        for row in table.shown.prefix(Self.maximumRows) { try await channel.send(ControlAnswer.row(row)) }
        try await channel.send(ControlAnswer.tableIsWhole)
    }
}

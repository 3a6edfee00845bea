import ATT
import BlueZ
import EventLoops
import Foundation

/// The gateway that runs at the same box, as one command of a person reaches it.
struct RunningGateway: Sendable {
    private let loop: EventLoop
    private let channel: ControlChannel

    /// Connects to the gateway of a configuration; nil when none runs.
    ///
    /// - Throws: `GatewayError.control` when it is not this user's, or `EventLoopError`.
    init?(of configuration: GatewayConfiguration) throws {
        let path = try StateDirectory(configuration.stateDirectory).controlPath
        let loop = try EventLoop(name: "control")
        do throws(ATTError) {
            channel = ControlChannel(try SeqpacketBearer(path: path, on: loop))
            self.loop = loop
        } catch {
            loop.stop()
            switch error {
            case .system(_, ENOENT), .system(_, ECONNREFUSED): return nil
            case .system(_, EACCES): throw GatewayError.control("gateway.control: run it as the gateway's own user")
            default: throw GatewayError.control("gateway.control: the running gateway is not reachable: \(error)")
            }
        }
    }

    /// Has a device paired; the person answers its questions here.
    ///
    /// - Throws: `GatewayError.control` with what the gateway said.
    func pair(
        _ address: BluetoothAddress,
        within limit: Duration,
        person: any PairingPerson
    ) async throws -> PairedDevice {
        let request = ControlRequest.pair(
            address: address.description,
            seconds: Int(limit / .seconds(1)),
            capability: person.capability.rawValue
        )
        return try await withAnswers(to: request) { answer in
            switch answer {
            case .askForPasskey: try await channel.send(ControlReply.passkey(await person.passkey()))
            case .askToCompare(let number): try await channel.send(ControlReply.isSame(await person.isSame(number)))
            case .show(let passkey, let entered): await person.show(passkey: passkey, entered: entered)
            case .paired(let device): return device
            default: break
            }
            return nil
        }
    }

    /// Has a device forgotten.
    ///
    /// - Throws: `GatewayError.control` with what the gateway said.
    func forget(_ address: BluetoothAddress) async throws -> PairedDevice {
        try await withAnswers(to: .forget(address: address.description)) { answer in
            if case .forgotten(let device) = answer { return device }
            return nil
        }
    }

    /// Has it look for devices.
    ///
    /// - Parameters:
    ///   - duration: How long.
    ///   - showsAll: Whether devices are shown that announce no health service.
    ///   - show: Is given the lines of the table every second.
    /// - Returns: The lines at the end.
    /// - Throws: `GatewayError.control` with what the gateway said.
    func scan(
        for duration: Duration,
        showsAll: Bool,
        show: @escaping @Sendable ([String]) -> Void
    ) async throws -> [String] {
        var rows: [ScanRow] = []
        var lines = ScanRow.lines([])
        let request = ControlRequest.scan(seconds: Int(duration / .seconds(1)), showsAll: showsAll)
        return try await withAnswers(to: request) { answer in
            switch answer {
            case .row(let row): rows.append(row)
            case .tableIsWhole:
                lines = ScanRow.lines(rows)
                rows = []
                show(lines)
            case .scanned: return lines
            default: break
            }
            return nil
        }
    }

    /// Asks, and takes answers until one of them is the end.
    private func withAnswers<Result>(
        to request: ControlRequest,
        _ take: (ControlAnswer) async throws -> Result?
    ) async throws -> Result {
        defer { loop.stop() }
        do {
            try await channel.send(request)
            while true {
                let answer = try await channel.receive(ControlAnswer.self)
                if case .failed(let reason) = answer { throw GatewayError.control(reason) }
                if let result = try await take(answer) { return result }
            }
        } catch is ATTError {
            throw GatewayError.control("gateway.control: the running gateway ended the command")
        }
    }
}

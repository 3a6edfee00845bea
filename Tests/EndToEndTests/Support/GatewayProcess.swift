import ExactJSON
import Foundation
import Synchronization

/// One `hearth-gateway`, which can be killed and started again.
final class GatewayProcess: Sendable {
    /// What is on its way to the server may have to end.
    private static let stopLimit: Duration = .seconds(60)

    private let environment: [String: String]
    private let child = Mutex<ChildProcess?>(nil)

    /// The spool's file.
    let spoolPath: String

    /// Describes a gateway.
    ///
    /// - Parameters:
    ///   - stateDirectory: Where its spool and credential are.
    ///   - serverPort: Where it finds the server (or what stands before it).
    ///   - devices: The path of each device's socket, by the device's identifier.
    ///   - zone: The zone to which the devices' clocks are set.
    ///   - configuration: Further settings, as they are named in the environment.
    init(
        stateDirectory: URL,
        serverPort: UInt16,
        devices: [(identifier: String, path: String)],
        zone: String,
        configuration: [String: String] = [:]
    ) {
        spoolPath = stateDirectory.appending(path: "spool.sqlite").path
        var own = [
            "HEARTH_SERVER_URL": "http://127.0.0.1:\(serverPort)",
            "HEARTH_STATE_DIRECTORY": stateDirectory.path,
            "HEARTH_HOUSEHOLD_ZONE": zone,
        ]
        let lines = devices.map { "\($0.identifier) unix:\($0.path)" }
        if !lines.isEmpty { own["HEARTH_DEVICES"] = lines.joined(separator: ",") }
        environment = configuration.merging(own, uniquingKeysWith: { _, own in own })
    }

    /// Trades a one-time code for its credential.
    func enroll(code: String) async throws {
        _ = try await ChildProcess.run(Binaries.gateway, ["enroll"], environment: environment, input: code + "\n")
    }

    /// What it says of itself, whether it runs or not.
    func status() async throws -> JSONReader {
        let text = try await ChildProcess.run(Binaries.gateway, ["status", "--json"], environment: environment)
        return JSONReader(try JSONValue(parsing: Array(text.utf8)))
    }

    /// Starts it.
    func start() async throws {
        let started = try await ChildProcess.start(Binaries.gateway, ["run"], environment: environment)
        child.withLock { $0 = started }
    }

    /// Stops it as a service manager would, and returns the status that it ends with.
    func stop() async throws -> Int32 {
        child.withLock { $0 }?.send(SIGTERM)
        return try await ended()
    }

    /// Waits for its end, and returns the status that it ends with.
    func ended() async throws -> Int32 {
        guard let status = await child.withLock({ $0 })?.exitStatus(within: Self.stopLimit) else {
            throw EndToEndError("hearth-gateway does not stop:\n\(log)")
        }
        return status
    }

    /// Sends SIGKILL at once, from any thread; `crash()` then waits for the end.
    func killNow() { child.withLock { $0 }?.send(SIGKILL) }

    /// Kills it as a crash would, and waits for its end.
    func crash() async throws { try await child.withLock { $0 }?.crash() }

    /// What it holds now.
    func footprint() throws -> Footprint {
        guard let child = child.withLock({ $0 }) else { throw EndToEndError("the gateway does not run") }
        let folder = URL(filePath: spoolPath).deletingLastPathComponent()
        return try Footprint(of: child.identifier, folder: folder)
    }

    /// What it wrote to standard error last.
    var log: String { child.withLock { $0?.errors.text ?? "" } }
}

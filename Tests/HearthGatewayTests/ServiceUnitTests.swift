import Foundation
import Testing

/// What systemd is asked to give the gateway, and what not.
@Suite struct ServiceUnitTests {
    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../Deploy/systemd/hearth-gateway.service")

    /// The values of each key, in the order of the file.
    private static func settings() throws -> [String: [String]] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let pairs = lines.filter { !$0.hasPrefix("#") }.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(grouping: pairs.filter { $0.count == 2 }) { $0[0] }.mapValues { $0.map { $0[1] } }
    }

    @Test func theGatewayIsAnOrdinaryUserWithTheRightToManageAdaptersAlone() throws {
        let settings = try Self.settings()
        #expect(settings["User"] == ["hearth-gateway"])
        #expect(settings["AmbientCapabilities"] == ["CAP_NET_ADMIN"])
        #expect(settings["CapabilityBoundingSet"] == ["CAP_NET_ADMIN"])
        #expect(settings["NoNewPrivileges"] == ["yes"])
        #expect(settings["StateDirectoryMode"] == ["0700"])
    }

    @Test func itIsStartedAgainWhateverEndsIt() throws {
        let settings = try Self.settings()
        #expect(settings["Type"] == ["notify"])
        #expect(settings["Restart"] == ["always"])
        #expect(settings["WatchdogSec"] != nil)
    }

    @Test func whatItAsksOfTheKernelIsNotTakenAway() throws {
        let settings = try Self.settings()
        let families = (settings["RestrictAddressFamilies"] ?? []).flatMap { $0.components(separatedBy: " ") }
        #expect(Set(families).isSuperset(of: ["AF_BLUETOOTH", "AF_UNIX", "AF_INET", "AF_INET6"]))
        // The kernel's clock is asked by clock_adjtime, and bluetoothd is looked for in /proc.
        #expect(settings["ProtectClock"] == nil && settings["ProtectProc"] == nil)
    }
}

import BlueZ
import EventLoops
import Logging

/// The adapters that a gateway can be told to own, for a person at the box.
public enum AdapterTable {
    /// The lines to show, with a heading.
    ///
    /// - Throws: `BlueZError` when the kernel has no Bluetooth.
    public static func read(logger: Logger) async throws -> [String] {
        let loop = try EventLoop(name: "bluetooth")
        defer { loop.stop() }
        return lines(try await AdapterList.read(on: loop, logger: logger))
    }

    static func lines(_ adapters: [(index: UInt16, information: AdapterInformation)]) -> [String] {
        [line("ADAPTER", "ADDRESS", "LOW ENERGY", "RADIO", "NAME")]
            + adapters.map { index, information in
                line(
                    "hci\(index)",
                    information.address.description,
                    information.supported.contains(.lowEnergy) ? "yes" : "no",
                    information.current.contains(.powered) ? "on" : "off",
                    information.name.isEmpty ? "-" : information.name
                )
            }
    }

    private static func line(_ adapter: String, _ address: String, _ energy: String, _ radio: String, _ name: String)
        -> String
    {
        [(adapter, 9), (address, 19), (energy, 12), (radio, 7)].map { text, width in
            text + String(repeating: " ", count: max(1, width - text.count))
        }.joined() + name
    }
}

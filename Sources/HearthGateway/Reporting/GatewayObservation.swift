import Foundation

/// How the running gateway was when it looked last, for `status`, which runs beside it or after it.
struct GatewayObservation: Codable, Sendable, Equatable {
    /// When it looked (RFC 3339).
    var observedAt: String
    /// Which start of the kernel that was.
    var bootID: String
    /// When the server answered last; nil when it has not since the gateway was enrolled.
    var serverAnsweredAt: String?
    /// How the last attempt to reach the server ended: `UploadReason`, or the status that answered a report.
    var serverOutcome: String?
    /// How the adapter was; nil when the gateway has none.
    var adapter: AdapterObservation?
    /// The devices that the gateway reads.
    var devices: [DeviceObservation]

    /// Reads what a gateway has kept; nil when there is nothing that can be read.
    init?(contentsOf url: URL) {
        guard let data = try? Data(contentsOf: url),
            let value = try? JSONDecoder().decode(GatewayObservation.self, from: data)
        else { return nil }
        self = value
    }

    /// Makes an observation.
    init(
        observedAt: String,
        bootID: String,
        serverAnsweredAt: String? = nil,
        serverOutcome: String? = nil,
        adapter: AdapterObservation? = nil,
        devices: [DeviceObservation]
    ) {
        self.observedAt = observedAt
        self.bootID = bootID
        self.serverAnsweredAt = serverAnsweredAt
        self.serverOutcome = serverOutcome
        self.adapter = adapter
        self.devices = devices
    }

    /// Keeps it in the place of the one before; it is of no use to anybody but a person who asks, and is not synced.
    func write(to url: URL) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try? encoder.encode(self).write(to: url, options: .atomic)
    }

    /// This, and where it knows nothing, what was known before.
    func over(_ earlier: GatewayObservation?) -> GatewayObservation {
        var merged = self
        merged.serverAnsweredAt = serverAnsweredAt ?? earlier?.serverAnsweredAt
        merged.serverOutcome = serverOutcome ?? earlier?.serverOutcome
        merged.devices = devices.map { device in
            device.over(earlier?.devices.first { $0.identifier == device.identifier })
        }
        return merged
    }
}

import Foundation
import GATT
import Settings
import Upload

/// Everything that a gateway is told, read once at its start.
///
/// Keys: `Deploy/hearth-gateway.example.yaml`.
public struct GatewayConfiguration: Sendable {
    /// The server's base address, without `/v1`.
    public var server: URL
    /// Whom the gateway trusts to be the server, and as whom it shows itself.
    public var security: TransportSecurity
    /// The folder of the spool and the credential.
    public var stateDirectory: URL
    /// The Bluetooth adapter that the gateway owns; nil when it has none.
    public var bluetooth: BluetoothSettings?
    /// The devices to read, besides those that are paired.
    public var devices: [DeviceEntry]
    /// The zone to which the household's devices are set.
    public var zone: TimeZone
    /// What becomes of a device's clock that is off.
    public var deviceClocks: DeviceClockPolicy
    /// The continuous glucose monitors whose session the gateway starts when they have none, by their identifiers.
    public var startedSessions: Set<String>
    /// The users of shared devices for whom the gateway comes, by the devices' identifiers.
    public var consents: [String: UserConsent]
    /// The path of this home's own file of devices' quirks; nil when it has none.
    public var quirkFile: String?
    /// Bytes that the spool may take on disk.
    public var spoolBytes: Int
    /// Readings in one upload, 1 to 1,000.
    public var uploadBatch: Int
    /// How often the gateway tells the server how it is.
    public var reportInterval: Duration
    /// How old the gateway's token may become before it is renewed.
    public var credentialRenewal: Duration

    /// A month of a 1 Hz oximeter takes about this much: enough for weeks offline on a small board's card.
    public static let defaultSpoolMegabytes = 512
    /// Small enough to be answered within a second on a slow line.
    public static let defaultUploadBatch = 200
    /// A third of the time after which the server takes a gateway for silent.
    public static let defaultReportInterval: Duration = .seconds(300)
    /// A token that was copied unnoticed is of use for a month at most.
    public static let defaultCredentialRenewalDays = 30
    /// Seconds.
    public static let secondsOfDay = 86_400

    /// Makes a configuration.
    public init(
        server: URL,
        security: TransportSecurity = TransportSecurity(),
        stateDirectory: URL,
        bluetooth: BluetoothSettings? = nil,
        devices: [DeviceEntry],
        zone: TimeZone,
        deviceClocks: DeviceClockPolicy = .set,
        startedSessions: Set<String> = [],
        consents: [String: UserConsent] = [:],
        quirkFile: String? = nil,
        spoolBytes: Int = defaultSpoolMegabytes << 20,
        uploadBatch: Int = defaultUploadBatch,
        reportInterval: Duration = defaultReportInterval,
        credentialRenewal: Duration = .seconds(defaultCredentialRenewalDays * secondsOfDay)
    ) {
        self.server = server
        self.security = security
        self.stateDirectory = stateDirectory
        self.bluetooth = bluetooth
        self.devices = devices
        self.zone = zone
        self.deviceClocks = deviceClocks
        self.startedSessions = startedSessions
        self.consents = consents
        self.quirkFile = quirkFile
        self.spoolBytes = spoolBytes
        self.uploadBatch = uploadBatch
        self.reportInterval = reportInterval
        self.credentialRenewal = credentialRenewal
    }

    /// Reads the configuration from its layers.
    ///
    /// - Throws: `SettingsError`, which names the key.
    public init(reading settings: SettingsReader) throws(SettingsError) {
        let address = try settings.requiredText("server.url")
        guard (try? ServerAddress(address)) != nil, let server = URL(string: address) else {
            throw .malformed(key: "server.url", expected: "an https address (http for a loopback address only)")
        }
        let zoneName = try settings.requiredText("household.zone")
        guard let zone = TimeZone(identifier: zoneName) else {
            throw .malformed(key: "household.zone", expected: "an IANA time zone such as Europe/Copenhagen")
        }
        let bluetooth = try BluetoothSettings(reading: settings)
        let devices = try DeviceEntry.all(reading: settings, hasBluetooth: bluetooth != nil)
        let megabytes = try settings.integer(
            "spool.maximumMegabytes",
            default: GatewayConfiguration.defaultSpoolMegabytes,
            in: 1...1_048_576
        )
        self.init(
            server: server,
            security: try TransportSecurity(reading: settings),
            stateDirectory: URL(fileURLWithPath: try settings.requiredText("state.directory")),
            bluetooth: bluetooth,
            devices: devices,
            zone: zone,
            deviceClocks: try settings.choice("household.deviceClocks", default: .set),
            startedSessions: try DeviceEntry.identifiers(settings.texts("cgm.startSession"), key: "cgm.startSession"),
            consents: try UserConsent.all(settings.texts("userData.consents"), key: "userData.consents"),
            quirkFile: settings.text("quirks.file"),
            spoolBytes: megabytes << 20,
            uploadBatch: try settings.integer(
                "upload.batch",
                default: GatewayConfiguration.defaultUploadBatch,
                in: 1...1_000
            ),
            reportInterval: try settings.seconds(
                "report.seconds",
                default: GatewayConfiguration.defaultReportInterval,
                in: 1...3_600
            ),
            credentialRenewal: .seconds(
                try settings.integer(
                    "credential.renewalDays",
                    default: GatewayConfiguration.defaultCredentialRenewalDays,
                    in: 1...365
                ) * GatewayConfiguration.secondsOfDay
            )
        )
    }

    /// What the gateway may change at a device.
    func tasks(at identifier: String) -> DeviceTasks {
        DeviceTasks(
            startsSession: startedSessions.contains(identifier),
            setsClock: deviceClocks == .set,
            consent: consents[identifier]
        )
    }
}

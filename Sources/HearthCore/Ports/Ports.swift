/// Everything that the routes need of the store, in one value.
public struct Ports: Sendable {
    /// Tokens.
    public var authenticator: any Authenticator
    /// Tenants.
    public var organizations: any OrganizationDirectory
    /// Patients.
    public var patients: any PatientDirectory
    /// Members of the care team.
    public var users: any UserDirectory
    /// Gateways.
    public var gateways: any GatewayRegister
    /// What gateways say of themselves.
    public var reports: any GatewayReports
    /// Orders to gateways to pair devices.
    public var pairings: any PairingOrders
    /// Who is silent.
    public var watch: any EquipmentWatch
    /// Devices and assignments.
    public var devices: any DeviceRegister
    /// Incoming measurements.
    public var ingest: any ReadingIngest
    /// Readings.
    public var readings: any ReadingArchive
    /// The bytes behind readings.
    public var bytes: any ByteArchive
    /// Limits.
    public var limits: any LimitRegister
    /// Alerts.
    public var alerts: any AlertDesk
    /// Alert events.
    public var events: any AlertEventFeed
    /// Quarantine.
    public var quarantine: any QuarantineDesk
    /// Messages to on-call staff.
    public var outbox: any NotificationOutbox
    /// Audit log.
    public var audit: any AuditTrail
    /// Readiness.
    public var readiness: any Readiness

    /// Puts the ports together.
    public init(
        authenticator: any Authenticator,
        organizations: any OrganizationDirectory,
        patients: any PatientDirectory,
        users: any UserDirectory,
        gateways: any GatewayRegister,
        reports: any GatewayReports,
        pairings: any PairingOrders,
        watch: any EquipmentWatch,
        devices: any DeviceRegister,
        ingest: any ReadingIngest,
        readings: any ReadingArchive,
        bytes: any ByteArchive,
        limits: any LimitRegister,
        alerts: any AlertDesk,
        events: any AlertEventFeed,
        quarantine: any QuarantineDesk,
        outbox: any NotificationOutbox,
        audit: any AuditTrail,
        readiness: any Readiness
    ) {
        self.authenticator = authenticator
        self.organizations = organizations
        self.patients = patients
        self.users = users
        self.gateways = gateways
        self.reports = reports
        self.pairings = pairings
        self.watch = watch
        self.devices = devices
        self.ingest = ingest
        self.readings = readings
        self.bytes = bytes
        self.limits = limits
        self.alerts = alerts
        self.events = events
        self.quarantine = quarantine
        self.outbox = outbox
        self.audit = audit
        self.readiness = readiness
    }
}

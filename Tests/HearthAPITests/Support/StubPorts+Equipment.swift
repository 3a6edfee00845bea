import Alerting
import HearthCore
import Vitals

extension StubPorts: ReadingIngest {
    /// The first of a batch is created, the second repeated, the third quarantined, and so on.
    func ingest(_ readings: [IncomingReading], as principal: Principal) async throws(CoreError) -> [IngestOutcome] {
        note()
        return readings.indices.map { index in
            switch index % 3 {
            case 0: .created(Sample.reading.id)
            case 1: .duplicate(Sample.reading.id)
            default: .quarantined(Sample.entry.id, .unassignedDevice)
            }
        }
    }
}

extension StubPorts: GatewayRegister {
    func gateways(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Gateway> {
        note()
        return Page(items: [Sample.gateway], next: nil)
    }

    func gateway(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> Gateway {
        note()
        return Sample.gateway
    }

    func create(
        name: String,
        as principal: Principal
    ) async throws(CoreError) -> (gateway: Gateway, code: EnrolmentCode) {
        note()
        return (Sample.gateway, EnrolmentCode(text: Sample.enrolmentCode, expiresAt: Sample.instant))
    }

    func renewCode(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> EnrolmentCode {
        note()
        return EnrolmentCode(text: Sample.enrolmentCode, expiresAt: Sample.instant)
    }

    func enroll(code: String) async throws(CoreError) -> Enrolment {
        note()
        guard code == Sample.enrolmentCode else { throw .unauthenticated }
        return Enrolment(
            organization: Sample.organization,
            gateway: Sample.gateway.id,
            token: BearerToken("gateway")
        )
    }

    func renewToken(as principal: Principal) async throws(CoreError) -> (gateway: GatewayID, token: BearerToken) {
        note()
        return (Sample.gateway.id, BearerToken("new-token"))
    }

    func confirmToken(as principal: Principal) async throws(CoreError) -> Gateway {
        note()
        return Sample.gateway
    }

    func rotate(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> BearerToken {
        note()
        return BearerToken("new-token")
    }

    func revoke(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> Gateway {
        note()
        return Sample.gateway
    }
}

extension StubPorts: GatewayReports {
    func receive(_ report: GatewayReport, as principal: Principal) async throws(CoreError) -> ReceivedReport {
        note()
        return ReceivedReport(
            gateway: Sample.gateway.id,
            receivedAt: Sample.instant,
            heardAt: Sample.instant,
            report: report
        )
    }

    func latest(of gateway: GatewayID, as principal: Principal) async throws(CoreError) -> ReceivedReport {
        note()
        throw .notFound(.gatewayReport)
    }
}

extension StubPorts: DeviceRegister {
    func devices(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Device> {
        note()
        return Page(items: [Sample.device], next: nil)
    }

    func device(_ id: DeviceID, as principal: Principal) async throws(CoreError) -> Device {
        note()
        return Sample.device
    }

    func register(identifier: String, model: String?, as principal: Principal) async throws(CoreError) -> Device {
        note()
        throw .conflict(.identifierTaken)
    }

    func assignments(
        _ filter: AssignmentFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<Assignment> {
        note()
        return Page(items: [Sample.assignment], next: nil)
    }

    func assign(_ draft: AssignmentDraft, as principal: Principal) async throws(CoreError) -> Assignment {
        note()
        return Sample.assignment
    }

    func end(_ id: AssignmentID, at instant: Instant, as principal: Principal) async throws(CoreError) -> Assignment {
        note()
        return Sample.assignment
    }
}

extension StubPorts: QuarantineDesk {
    func entries(
        _ filter: QuarantineFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<QuarantineEntry> {
        note()
        return Page(items: [Sample.entry], next: nil)
    }

    func entry(_ id: QuarantineID, as principal: Principal) async throws(CoreError) -> QuarantineEntry {
        note()
        return Sample.entry
    }

    func release(
        _ id: QuarantineID,
        to patient: PatientID?,
        measuredAt instant: Instant?,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        note()
        return Sample.reading
    }

    func discard(
        _ id: QuarantineID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> QuarantineEntry {
        note()
        return Sample.entry
    }
}

import Alerting
import HearthCore
import Vitals

extension StubPorts: PatientDirectory {
    func patients(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Patient> {
        note()
        return Page(items: [Sample.patient], next: Cursor("bmV4dA"))
    }

    func patient(_ id: PatientID, as principal: Principal) async throws(CoreError) -> Patient {
        note()
        guard id == Sample.patient.id else { throw .notFound(.patient) }
        return Sample.patient
    }

    func create(_ draft: PatientDraft, as principal: Principal) async throws(CoreError) -> Patient {
        note()
        return Patient(
            id: Sample.patient.id,
            name: draft.name,
            zone: draft.zone,
            limitsGroup: draft.limitsGroup,
            createdAt: Sample.instant
        )
    }

    func update(_ id: PatientID, _ change: PatientChange, as principal: Principal) async throws(CoreError) -> Patient {
        note()
        return Sample.patient
    }
}

extension StubPorts: UserDirectory {
    func users(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<User> {
        note()
        return Page(items: [Sample.user], next: nil)
    }

    func create(
        name: String,
        role: Role,
        as principal: Principal
    ) async throws(CoreError) -> (user: User, token: BearerToken) {
        note()
        return (Sample.user, BearerToken("new-token"))
    }

    func revoke(_ id: UserID, as principal: Principal) async throws(CoreError) -> User {
        note()
        return Sample.user
    }
}

extension StubPorts: ReadingArchive {
    func readings(
        of patient: PatientID,
        _ filter: ReadingFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading> {
        note()
        return Page(items: [Sample.reading], next: nil)
    }

    func latest(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [LatestReading] {
        note()
        return [Sample.latest]
    }

    func reading(
        _ id: ReadingID,
        of patient: PatientID,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        note()
        return Sample.reading
    }

    func versions(
        of id: ReadingID,
        of patient: PatientID,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading> {
        note()
        return Page(items: [Sample.reading], next: nil)
    }

    func withdraw(
        _ id: ReadingID,
        of patient: PatientID,
        version: Int,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        note()
        return Sample.reading
    }

    func correct(
        _ id: ReadingID,
        of patient: PatientID,
        _ correction: ReadingCorrection,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        note()
        return Sample.reading
    }

    func trend(
        of patient: PatientID,
        _ query: TrendQuery,
        as principal: Principal
    ) async throws(CoreError) -> [TrendBucket] {
        note()
        return [
            TrendBucket(
                start: Sample.instant,
                end: Sample.instant.adding(seconds: 900),
                minimum: 60,
                mean: 61,
                maximum: 62,
                count: 2
            )
        ]
    }
}

extension StubPorts: ByteArchive {
    func readings(
        of device: DeviceID,
        _ filter: BytesFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredBytes> { throw .internal(code: "not-asked") }

    func correct(
        _ values: [(version: StoredReading, value: DecodedValue)],
        of patient: PatientID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> Int { throw .internal(code: "not-asked") }

    func correct(
        _ entry: QuarantineID,
        _ value: DecodedValue,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> Bool { throw .internal(code: "not-asked") }
}

extension StubPorts: LimitRegister {
    func effectiveLimits(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [LimitVersion] {
        note()
        return [Sample.limits]
    }

    func limits(of scope: LimitScope, as principal: Principal) async throws(CoreError) -> [LimitVersion] {
        note()
        return [Sample.limits]
    }

    func history(
        of scope: LimitScope,
        _ metric: Metric,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<LimitVersion> {
        note()
        return Page(items: [Sample.limits], next: nil)
    }

    func set(
        _ limits: MetricLimits?,
        _ policy: RulePolicy?,
        for scope: LimitScope,
        _ metric: Metric,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> LimitVersion {
        note()
        return LimitVersion(
            scope: scope,
            metric: metric,
            version: 2,
            limits: limits,
            policy: policy ?? .standard(for: metric),
            setBy: principal.subject,
            setAt: Sample.instant,
            reason: reason
        )
    }
}

extension StubPorts: AlertDesk {
    func alerts(
        _ filter: AlertFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<AlertRecord> {
        note()
        return Page(items: [Sample.alert], next: nil)
    }

    func alert(_ id: AlertID, as principal: Principal) async throws(CoreError) -> AlertRecord {
        note()
        return Sample.alert
    }

    func acknowledge(_ id: AlertID, note text: String, as principal: Principal) async throws(CoreError) -> AlertRecord {
        note()
        return Sample.alert
    }

    func resolve(_ id: AlertID, note text: String, as principal: Principal) async throws(CoreError) -> AlertRecord {
        note()
        throw .conflict(.alertClosed)
    }
}

extension StubPorts: AlertEventFeed {
    func events(after sequence: Int64, limit: Int, as principal: Principal) async throws(CoreError) -> [AlertEvent] {
        note()
        return []
    }

    func lastSequence(as principal: Principal) async throws(CoreError) -> Int64 {
        note()
        return 0
    }

    func wakeUps(as principal: Principal) async -> AsyncStream<Void> { AsyncStream { $0.finish() } }
}

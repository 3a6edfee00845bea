import ATT
import Foundation
import GATT
import Logging
import Vitals

/// Looks after the session of a continuous glucose monitor, and starts one where the configuration says so.
struct CGMSessionStart: Sendable {
    let device: String
    /// Whether it may start one; otherwise it only says that there is none.
    let isAllowed: Bool
    let zone: TimeZone
    let now: @Sendable () -> Instant
    let logger: Logger

    /// Starts a session when none is going on, and tells the monitor the time when its session has no date.
    ///
    /// - Returns: Whether the start of the session has changed.
    func run(over client: GATTClient, _ context: SessionContext) async -> Bool {
        guard await client.characteristic(.cgmMeasurement) != nil else { return false }
        let session = CGMSession(
            status: await client.value(of: .cgmStatus).flatMap { try? CGMStatus(decoding: $0) },
            start: await client.value(of: .cgmSessionStartTime).flatMap { try? CGMSessionStartTime(decoding: $0) },
            runTime: await client.value(of: .cgmSessionRunTime).flatMap { try? CGMSessionRunTime(decoding: $0) }
        )
        guard let localTime = zone.localTime(at: now()) else { return false }
        let isOver = session.isOver(at: localTime)
        guard isOver || session.isWithoutDate else { return false }
        guard isAllowed else {
            logger.notice("the monitor has no session that could be placed in time", metadata: metadata)
            return false
        }
        do throws(ATTError) {
            return try await start(over: client, context, isOver: isOver)
        } catch {
            let detail: Logger.Metadata = ["device": "\(device)", "error": "\(error)"]
            logger.warning("the session is not started", metadata: detail)
            return false
        }
    }

    private func start(
        over client: GATTClient,
        _ context: SessionContext,
        isOver: Bool
    ) async throws(ATTError) -> Bool {
        let feature = await client.value(of: .cgmFeature).flatMap { try? CGMFeature(decoding: $0) }
        let isProtected = feature?.isProtected ?? false
        if isOver {
            guard try await isStarted(over: client, context, isProtected: isProtected) else {
                logger.warning("the monitor does not start a session", metadata: metadata)
                return false
            }
        }
        guard let characteristic = await client.characteristic(.cgmSessionStartTime),
            let bytes = try? startTime(isProtected: isProtected)?.encoded()
        else { return false }
        try await client.write(bytes, to: characteristic.valueHandle)
        logger.notice("the session is started", metadata: metadata)
        return true
    }

    private func isStarted(
        over client: GATTClient,
        _ context: SessionContext,
        isProtected: Bool
    ) async throws(ATTError) -> Bool {
        guard let characteristic = await client.characteristic(.cgmSpecificOpsControlPoint) else { return false }
        let controlPoint = ControlPoint(characteristic, of: client)
        await context.use(controlPoint)
        try await client.subscribe(to: characteristic)
        let request = CGMControlRequest(.startSession, isProtected: isProtected).encoded()
        let answer = try await controlPoint.ask(request).flatMap { try? CGMControlResponse(decoding: $0) }
        guard let answer, case .response(Self.startOpCode, Self.success) = answer.answer else { return false }
        return true
    }

    /// What a clock on the household's wall shows now, with its zone.
    private func startTime(isProtected: Bool) -> CGMSessionStartTime? {
        let instant = now()
        let date = Date(timeIntervalSince1970: Double(instant.millisecondsSince1970) / 1_000)
        let daylightSaving = Int(zone.daylightSavingTimeOffset(for: date))
        return zone.localTime(at: instant).map { time in
            CGMSessionStartTime(
                dateTime: time,
                zoneQuarters: Int8(exactly: (zone.offsetSeconds(at: instant) - daylightSaving) / Self.quarterSeconds),
                daylightSavingQuarters: UInt8(exactly: daylightSaving / Self.quarterSeconds),
                isProtected: isProtected
            )
        }
    }

    private var metadata: Logger.Metadata { ["device": "\(device)"] }

    private static let startOpCode: UInt8 = 26
    private static let success: UInt8 = 1
    private static let quarterSeconds = 900
}

import ATT
import EventLoops
import GATT
import Logging
import Spool
import Vitals

/// One connection to one device: finds its measurements, subscribes, and hands every value to the intake.
///
/// A value may arrive before discovery has ended, since bonded meters send at once; it waits for discovery and is
/// confirmed only after the intake has put it on disk. What the device has in its memory is fetched once in each
/// connection, after the subscriptions.
struct DeviceSession: Sendable {
    /// How long a value waits for what the device says of its clock and itself: some devices answer nothing as long as
    /// a value is not confirmed.
    static let factsPatience: Duration = .seconds(5)

    let device: DeviceEntry
    let intake: MeasurementIntake
    let journal: DeviceJournal
    let handles: HandleCache
    let logger: Logger
    var tasks = DeviceTasks()

    /// Runs until the device or the task ends the connection; what was discovered is kept for the next one.
    ///
    /// - Throws: `ATTError`: what the device did not answer for, or `.handlerFailed` when a value of it was not stored.
    func run(over bearer: any Bearer) async throws {
        let context = SessionContext()
        let known = handles.database(of: device)
        let records = RecordCollector(device: device.identifier, intake: intake, logger: logger)
        let client = GATTClient(
            bearer: bearer,
            knownServices: known?.services ?? [],
            afterwards: { [intake] in await intake.decode(await context.takeStored()) },
            handler: { values in try await take(values, context, records) }
        )
        journal.noteConnection(true, of: device.identifier, at: intake.reading().boot)
        defer { journal.noteConnection(false, of: device.identifier, at: intake.reading().boot) }
        try await withTaskCancellationHandler {
            await client.start()
            do {
                try await prepare(client, context, known: known)
            } catch {
                // Closed first: a value that waits must not be confirmed when it goes on.
                await client.close()
                await context.end()
                await client.handled()
                throw error
            }
            logger.info("device connected", metadata: ["device": "\(device.identifier)"])
            let working = Task { await work(over: client, context, records) }
            let keepingUp = Task { await keepUp(client, context) }
            await noteBattery(of: client)
            let reason = await client.closed()
            await context.end()
            await client.handled()
            await keepingUp.value
            await records.disconnected()
            await context.endWaiting()
            working.cancel()
            await working.value
            logger.info("device gone", metadata: ["device": "\(device.identifier)", "reason": "\(reason)"])
            if reason == .handlerFailed { throw reason }
        } onCancel: {
            Task {
                await records.stop()
                await client.close()
            }
        }
    }

    /// What is done with a device besides taking what it sends, one after the other.
    private func work(over client: GATTClient, _ context: SessionContext, _ records: RecordCollector) async {
        if let consent = tasks.consent {
            let request = UserConsentRequest(
                device: device.identifier,
                consent: consent,
                intake: intake,
                logger: logger
            )
            await request.run(over: client, context)
        }
        let session = CGMSessionStart(
            device: device.identifier,
            isAllowed: tasks.startsSession,
            zone: intake.zone,
            now: { intake.reading().now },
            logger: logger
        )
        // A gateway that does not know the time says nothing of sessions.
        if intake.reading().isTrusted, await session.run(over: client, context) {
            intake.note(await facts(of: client), device: device.identifier)
        }
        await records.collect(
            RecordMemory.all(in: await client.services),
            session: intake.facts(device: device.identifier).cgmSessionStart ?? [],
            through: client
        )
        await noteInformation(of: client)
        guard tasks.setsClock else { return }
        await DeviceClock(device: device.identifier, intake: intake, logger: logger).set(over: client, context)
    }

    /// Subscribes before anything else is asked: many devices send what they hold and switch off within seconds.
    private func prepare(
        _ client: GATTClient,
        _ context: SessionContext,
        known: KnownDatabase?
    ) async throws(ATTError) {
        try await client.exchangeMTU()
        try await subscribe(client, context, known: known)
        let services = await client.services
        let opening = Task {
            do { try await client.loop.sleep(for: Self.factsPatience) } catch { return }
            await context.open(services: services)
        }
        defer { opening.cancel() }
        let offset = await DeviceClock.time(of: client).flatMap(intake.clockOffset)
        if let offset, offset.reading.isTrusted { journal.note(clockOffset: offset.offset, of: device.identifier) }
        // Noted before any value is decoded: those that are here already wait for the context to open.
        var facts = await facts(of: client)
        // Consent is given for one connection.
        facts.userIndex = nil
        intake.note(facts, device: device.identifier)
        await context.open(services: services, clockOffset: offset)
    }

    /// Subscribes to every measurement that the device lets have; it fails only when the device refuses them all.
    ///
    /// With handles of an earlier connection it fails too when the device says that one of them is wrong.
    func subscribe(_ client: GATTClient, isKnown: Bool) async throws(ATTError) {
        let services = await client.services
        let offered = services.flatMap(\.characteristics)
        let readings = MeasurementCharacteristic.readingUUIDs(among: offered.compactMap(\.uuid.short))
        let wanted = offered.filter { $0.uuid.short.map(readings.contains) == true }
        var count = 0
        var refusal: ATTError?
        let contexts = offered.filter { $0.uuid.short == CharacteristicUUID.glucoseMeasurementContext.rawValue }
        for characteristic in wanted + contexts + RecordMemory.all(in: services).map(\.controlPoint) {
            do throws(ATTError) {
                try await client.subscribe(to: characteristic)
                count += 1
            } catch {
                guard error.isRefusal, !(isKnown && error.saysThatHandlesAreWrong) else { throw error }
                refusal = error
                logger.warning(
                    "the device refuses a subscription",
                    metadata: ["device": "\(device.identifier)", "error": "\(error)"]
                )
            }
        }
        if count == 0, let refusal { throw refusal }
        if let changed = offered.first(where: \.isServiceChanged) {
            do throws(ATTError) {
                try await client.subscribe(to: changed)
            } catch {
                // Not every device lets it be subscribed to; then the hash and the errors are left.
                guard error.isRefusal, !(isKnown && error.saysThatHandlesAreWrong) else { throw error }
            }
        }
    }

    /// What the device says about itself.
    ///
    /// Its model and where a thermometer measures are asked for once while the gateway runs: many devices switch off
    /// within seconds, and neither changes. The start of a session does.
    private func facts(of client: GATTClient) async -> DeviceFacts {
        var facts = intake.facts(device: device.identifier)
        if facts.manufacturer == nil, facts.model == nil {
            let manufacturer = await client.value(of: .manufacturerName)
            let model = await client.value(of: .modelNumber)
            facts.manufacturer = manufacturer.flatMap { try? DeviceInformationString(decoding: $0).text }
            facts.model = model.flatMap { try? DeviceInformationString(decoding: $0).text }
        }
        if facts.temperatureType == nil {
            let type = await client.value(of: .temperatureType)
            facts.temperatureType = type.flatMap(TemperatureType.init(value:))?.rawValue
        }
        facts.cgmFeature = await client.value(of: .cgmFeature) ?? facts.cgmFeature
        facts.cgmSessionStart = await client.value(of: .cgmSessionStartTime)
        facts.clockSetting = await intake.clockSetting(device: device.identifier)
        return facts
    }

    /// Reads what is left of the battery, where the device says; after the subscriptions, which must not wait for it.
    private func noteBattery(of client: GATTClient) async {
        guard let bytes = await client.value(of: .batteryLevel),
            let level = try? BatteryLevel(decoding: bytes)
        else { return }
        journal.note(batteryPercent: Int(level.percent), of: device.identifier)
    }
}

extension ATTError {
    /// True when the device said no and the connection goes on.
    fileprivate var isRefusal: Bool {
        switch self {
        case .errorResponse, .notSubscribable: true
        default: false
        }
    }
}

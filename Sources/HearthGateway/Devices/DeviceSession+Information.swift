import ATT
import Alerting
import GATT
import Spool

extension DeviceSession {
    /// Asks, once while the gateway runs, what else the device says of itself: nobody waits for it, so that it comes behind
    /// the records.
    func noteInformation(of client: GATTClient) async {
        guard !journal.isInformed(of: device.identifier) else { return }
        let facts = intake.facts(device: device.identifier)
        let information = GatewayReport.Information(
            manufacturer: facts.manufacturer,
            model: facts.model,
            serialNumber: await text(.serialNumber, of: client),
            firmware: await text(.firmwareRevision, of: client),
            hardware: await text(.hardwareRevision, of: client),
            software: await text(.softwareRevision, of: client)
        )
        // A connection that has ended answers nothing: the next one is asked.
        guard information != GatewayReport.Information() else { return }
        journal.note(information: information, of: device.identifier)
    }

    private func text(_ uuid: CharacteristicUUID, of client: GATTClient) async -> String? {
        await client.value(of: uuid).flatMap { try? DeviceInformationString(decoding: $0).text }
    }
}

import GATT
import Logging
import ReadingExchange
import Spool
import Vitals

extension MeasurementIntake {
    /// Takes note that a device has sent all that it had: what waits for its other half goes on without it.
    func finishWaiting(device: String) async {
        let all = [CharacteristicUUID.glucoseMeasurement, .bodyCompositionMeasurement]
        do throws(SpoolError) {
            for characteristic in all {
                guard let group = ValueAssembly.characteristics(with: characteristic.rawValue) else { continue }
                try await assemble(group, of: device, isOver: true)
            }
        } catch {
            logger.error("stored values are put together later", metadata: ["error": "\(error)"])
        }
    }

    /// Replaces the values by measurements that have their other half, or have waited for it long enough.
    func assemble(_ characteristics: Set<UInt16>, of device: String, isOver: Bool) async throws(SpoolError) {
        let waiting = try await spool.undecoded(of: device, characteristics, limit: ValueAssembly.valueLimit)
        if waiting.isEmpty { return }
        let reading = reading()
        let assembly = ValueAssembly(
            waiting,
            decoder: decoder,
            now: reading.now,
            start: start(by: reading),
            isOver: isOver
        )
        for (stored, error) in assembly.undecodable { try await keep(undecodable: stored, because: error) }
        for orphan in assembly.orphans {
            logger.warning("the context of no record that is known", metadata: ["device": "\(device)"])
            _ = try await spool.complete(orphan.id, with: [])
        }
        try await replace(assembly.groups)
        if !assembly.groups.isEmpty { wakeUploader() }
        // There may be more than were looked at: what waits for its other half is few.
        if waiting.count == ValueAssembly.valueLimit, !assembly.groups.isEmpty {
            try await assemble(characteristics, of: device, isOver: isOver)
        }
    }
}

import HearthCore
import Vitals

extension Clinic {
    /// Submits a measurement that becomes a reading.
    func created(_ reading: IncomingReading) async throws -> ReadingID {
        guard case .created(let id) = try await ingest(reading)[0] else { throw SampleError.malformed("reading") }
        return id
    }

    /// Corrects an oxygen saturation.
    @discardableResult
    func correct(_ id: ReadingID, of patient: Patient, version: Int, to percent: String) async throws -> StoredReading {
        let measurement = try Measurement(
            kind: .oxygenSaturation,
            unit: .percent,
            values: [.oxygenSaturation: .number(try ExactDecimal(percent))]
        )
        let correction = ReadingCorrection(of: version, measurement: measurement, reason: "Test")
        return try await ports.readings.correct(id, of: patient.id, correction, as: administrator)
    }

    @discardableResult
    func withdraw(_ id: ReadingID, of patient: Patient, version: Int) async throws -> StoredReading {
        try await ports.readings.withdraw(id, of: patient.id, version: version, reason: "Test", as: administrator)
    }
}

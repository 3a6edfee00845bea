import GATT
import Testing
import Vitals

@Suite("Bytes that are stored with a measurement")
struct StoredValueTests {
    private func value(
        _ uuid: CharacteristicUUID,
        _ hex: String,
        _ kind: ReadingKind,
        time: String? = nil,
        device: DeviceModel = DeviceModel(manufacturer: nil, model: nil)
    ) throws -> StoredValue {
        StoredValue(
            characteristic: uuid.rawValue,
            bytes: try bytes(hex),
            kind: kind,
            deviceTime: time.flatMap { DeviceTimestamp($0) },
            device: device,
            isMended: false
        )
    }

    @Test("say each of the measurements of one indication by its kind")
    func byKind() throws {
        let hex = "04 7C00 5600 6100 4800"
        let pressure = try value(.bloodPressureMeasurement, hex, .bloodPressure).decoded(with: .none).measurement
        #expect(pressure.measurement[.systolicPressure] == .number(124))
        let pulse = try value(.bloodPressureMeasurement, hex, .heartRate).decoded(with: .none).measurement
        #expect(pulse.measurement[.heartRate] == .number(72))
    }

    @Test("of a glucose monitor have the time of their session from the time that is stored")
    func session() throws {
        let hex = "06 00 6400 0A00"
        let known = try value(.cgmMeasurement, hex, .interstitialGlucose, time: "2026-03-01T08:10:00")
        let decoded = try known.decoded(with: .none).measurement
        #expect(decoded.deviceTime == DeviceTimestamp("2026-03-01T08:10:00") && decoded.sequenceNumber == 10)
        let unknown = try value(.cgmMeasurement, hex, .interstitialGlucose).decoded(with: .none).measurement
        #expect(unknown.deviceTime?.isKnown == false && unknown.sequenceNumber == nil)
    }

    @Test("hold the two halves of a measurement one behind the other")
    func halves() throws {
        let glucose = "02 0500 EA0703010800 00 6EB0 11"
        let alone = try value(.glucoseMeasurement, glucose, .bloodGlucose).decoded(with: .none).measurement
        #expect(alone.flags == [.sampleCapillaryWholeBlood, .siteFinger])
        let whole = try value(.glucoseMeasurement, glucose + "02 0500 01", .bloodGlucose)
        let inContext = try whole.decoded(with: .none).measurement
        #expect(inContext.flags == alone.flags + [.beforeMeal] && inContext.measurement == alone.measurement)
        // Fat, user 1 and weight in two packets: 26.6 %, 80 kg.
        let packets = "0410 0A01 01 0014 0A01 803E"
        let weight = try value(.bodyCompositionMeasurement, packets, .bodyWeight).decoded(with: .none).measurement
        #expect(weight.userIndex == 1 && weight.measurement[.bodyWeight] == .number(80))
    }

    @Test("that do not say it have a reason")
    func obstacles() throws {
        func obstacle(_ uuid: CharacteristicUUID, _ hex: String, _ kind: ReadingKind) throws -> StoredValue.Obstacle? {
            do {
                _ = try value(uuid, hex, kind).decoded(with: .none)
                return nil
            } catch let error as StoredValue.Obstacle {
                return error
            }
        }
        #expect(try obstacle(.bloodPressureMeasurement, "00 7C00", .bloodPressure) == .undecodable)
        #expect(try obstacle(.bloodPressureMeasurement, "00 7C00 5600 6100", .heartRate) == .kindMissing)
        #expect(try obstacle(.cgmMeasurement, "06006400 0A00 06006500 0B00", .interstitialGlucose) == .severalOfKind)
        // A context of another record, and a packet that is none of a second one.
        let glucose = "02 0500 EA0703010800 00 6EB0 11"
        #expect(try obstacle(.glucoseMeasurement, glucose + "02 0600 01", .bloodGlucose) == .undecodable)
        #expect(try obstacle(.bodyCompositionMeasurement, "0000 0A01 0000 0A01", .bodyFat) == .undecodable)
    }

    @Test("are mended where the model is known, and not decoded where it might have to be")
    func quirks() throws {
        let quirks = try DeviceQuirks.known()
        let quirk = try #require(quirks.all.first { $0.id == "beurer-bm85-byte-order" })
        func stored(_ manufacturer: String?, _ model: String?, isMended: Bool = false) -> StoredValue {
            StoredValue(
                characteristic: quirk.characteristic,
                bytes: quirk.captures[0].sent,
                kind: .heartRate,
                deviceTime: nil,
                device: DeviceModel(manufacturer: manufacturer, model: model),
                isMended: isMended
            )
        }
        let mended = try stored("Beurer GmbH", "BM85").decoded(with: quirks)
        #expect(mended.quirk == quirk && mended.measurement.measurement[.heartRate] == .number(63))
        #expect(mended.measurement.flags == [.mended])
        for (manufacturer, model) in [(nil, nil), ("Beurer GmbH", nil), (nil, "BM85")] as [(String?, String?)] {
            #expect(throws: StoredValue.Obstacle.modelUnknown) {
                try stored(manufacturer, model).decoded(with: quirks)
            }
        }
        #expect(try stored("Another", nil).decoded(with: quirks).quirk == nil)
        #expect(try stored("Beurer GmbH", "BM85", isMended: true).decoded(with: quirks).quirk == quirk)
        #expect(throws: StoredValue.Obstacle.quirkUnknown) {
            try stored("Another", nil, isMended: true).decoded(with: quirks)
        }
    }
}

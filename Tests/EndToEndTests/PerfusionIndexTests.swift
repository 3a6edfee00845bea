import EventLoops
import ExactJSON
import Foundation
import GATT
import SimulatedDevices
import Testing
import Vitals

extension WholeProcesses {
    /// An oximeter that says how strong the pulse at its sensor is, from the device to the API.
    struct PerfusionIndexTests {
        private static let oximeter = "02:48:52:00:30:04"
        private static let limit: Duration = .seconds(60)

        @Test("A pulse amplitude index is a reading of its own, with a trend and with limits", .timeLimit(.minutes(4)))
        func indexGoesAllTheWay() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let client = try deployment.administrator
                let patient = try await client.createPatient("Patient")
                let registered = try await client.createDevice(Self.oximeter)
                _ = try await client.assign(device: registered, to: patient, from: "2026-01-01T00:00:00Z")
                _ = try await client.put(
                    "/v1/patients/\(patient)/limits/perfusion-index",
                    ["limits": ["alertLow": .number(JSONNumber(1))], "reason": "Cold hands"]
                )
                let device = SimulatedDevice(
                    kind: .pulseOximeter,
                    identifier: Self.oximeter,
                    on: deployment.loops.next()
                )
                let home = try await Home(
                    number: 0,
                    in: deployment,
                    devices: [(Self.oximeter, device)],
                    serverPort: try deployment.port(of: 0),
                    zone: "UTC"
                )
                try await home.running {
                    await device.measure(try measured("0.40"))
                    try await arrival(of: patient, client)
                }
            }
        }

        private func arrival(of patient: String, _ client: HearthClient) async throws {
            let deadline = ContinuousClock.now + Self.limit
            let path = "/v1/patients/\(patient)/readings?kind=perfusion-index"
            var readings: [JSONReader] = []
            while readings.isEmpty {
                guard ContinuousClock.now < deadline else { throw EndToEndError("no perfusion index arrives") }
                try await Task.sleep(for: .milliseconds(100))
                readings = try await client.get(path).required("items").elements()
            }
            let reading = try #require(readings.first)
            #expect(try reading.text("unit") == "%")
            let value = try reading.required("values").required("perfusion-index").number()
            #expect(value.text == "0.40")
            let trend = "trends?metric=perfusion-index&from=2026-01-01T00:00:00Z&to=2036-01-01T00:00:00Z&bucket=1d"
            let buckets = try await client.get("/v1/patients/\(patient)/\(trend)").required("items").elements()
            #expect(try buckets.map { try $0.required("count").integer() } == [1])
            let alert = try #require(try await client.get("/v1/alerts").required("items").elements().first)
            #expect(try alert.text("metric") == "perfusion-index" && alert.text("side") == "low")
        }

        private func measured(_ index: String) throws -> [UInt8] {
            try PLXSpotCheckMeasurement(
                spotCheck: SpO2PR(oxygenSaturation: .number(97), pulseRate: .number(72)),
                timestamp: Instant.now.shownByClock(hoursAhead: 0),
                pulseAmplitudeIndex: .number(try ExactDecimal(index))
            ).encoded()
        }
    }
}

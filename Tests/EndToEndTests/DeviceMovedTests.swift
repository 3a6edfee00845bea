import EventLoops
import ExactJSON
import Foundation
import GATT
import SimulatedDevices
import Testing
import Vitals

extension WholeProcesses {
    /// Through the whole chain: a device, the gateway's process, the server's process and its API.
    struct DeviceMovedTests {
        private static let cuff = "02:48:52:00:30:01"
        private static let scale = "02:48:52:00:30:02"
        private static let thermometer = "02:48:52:00:30:03"
        private static let arrivalLimit: Duration = .seconds(60)
        private static let pollInterval: Duration = .milliseconds(100)
        /// The devices' zone, two hours ahead of UTC all year (POSIX turns the sign round).
        private static let zone = "Etc/GMT-2"
        private static let hoursAhead: Int64 = 2

        /// When the devices were handed out, ten days ago on a full second, and when the cuff changed hands.
        private let handedOut = Instant(millisecondsSince1970: Instant.now.millisecondsSince1970 / 1000 * 1000)
            .adding(seconds: -10 * 86_400)
        private var moved: Instant { handedOut.adding(seconds: 86_400) }

        @Test("Each reading lands on the person who had the device when it was measured", .timeLimit(.minutes(3)))
        func readingsFollowTheAssignmentsOfTheirTime() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let client = try deployment.administrator
                let first = try await client.createPatient("First")
                let second = try await client.createPatient("Second")
                try await assign(to: first, and: second, client)
                try await measure(in: deployment) {
                    try await expectArrival(client, first: first, second: second)
                }
                try await release(to: first, client)
            }
        }

        /// The cuff belongs to one person after the other, the scale to both at once, the thermometer to nobody.
        private func assign(to first: String, and second: String, _ client: HearthClient) async throws {
            let cuff = try await client.createDevice(Self.cuff)
            let assignment = try await client.assign(device: cuff, to: first, from: handedOut.description)
            _ = try await client.post(
                "/v1/assignments/\(assignment)/end",
                ["to": .string(moved.description)]
            )
            _ = try await client.assign(device: cuff, to: second, from: moved.description)
            let scale = try await client.createDevice(Self.scale)
            _ = try await client.assign(device: scale, to: first, userIndex: 1, from: handedOut.description)
            _ = try await client.assign(device: scale, to: second, userIndex: 2, from: handedOut.description)
        }

        /// Lets the devices measure, and a gateway deliver it while `check` runs.
        private func measure(in deployment: Deployment, _ check: () async throws -> Void) async throws {
            let loop = deployment.loops.next()
            let kinds: [(String, SimulatedDeviceKind)] = [
                (Self.cuff, .bloodPressureCuff), (Self.scale, .weightScale), (Self.thermometer, .thermometer),
            ]
            let devices = kinds.map { identifier, kind in
                let device = SimulatedDevice(kind: kind, identifier: identifier, hoursAhead: Self.hoursAhead, on: loop)
                return (identifier: identifier, device: device)
            }
            for offset in [-1, 0, 86_399, 86_400, 90_000] as [Int64] {
                await devices[0].device.measure(try pressure(at: handedOut.adding(seconds: offset)))
            }
            for user in 1...3 as ClosedRange<UInt8> {
                await devices[1].device.measure(try weight(of: user, at: moved.adding(seconds: Int64(user))))
            }
            await devices[2].device.measure(try temperature(at: moved))

            let port = try deployment.port(of: 0)
            let home = try await Home(number: 0, in: deployment, devices: devices, serverPort: port, zone: Self.zone)
            try await home.running { try await check() }
        }

        private func expectArrival(_ client: HearthClient, first: String, second: String) async throws {
            let deadline = ContinuousClock.now + Self.arrivalLimit
            var (ofFirst, ofSecond, inQuarantine) = ([String](), [String](), [String]())
            while ofFirst.count + ofSecond.count + inQuarantine.count < 9, ContinuousClock.now < deadline {
                try await Task.sleep(for: Self.pollInterval)
                ofFirst = try await readings(of: first, client)
                ofSecond = try await readings(of: second, client)
                inQuarantine = try await quarantine(client)
            }
            #expect(
                Set(ofFirst) == [
                    "blood-pressure \(handedOut)", "blood-pressure \(moved.adding(seconds: -1))",
                    "body-weight \(moved.adding(seconds: 1))",
                ]
            )
            #expect(
                Set(ofSecond) == [
                    "blood-pressure \(moved)", "blood-pressure \(moved.adding(seconds: 3600))",
                    "body-weight \(moved.adding(seconds: 2))",
                ]
            )
            #expect(
                Set(inQuarantine) == [
                    "unassigned-device \(Self.cuff) \(handedOut.adding(seconds: -1))",
                    "unknown-user-index \(Self.scale) \(moved.adding(seconds: 3))",
                    "unknown-device \(Self.thermometer) \(moved)",
                ]
            )
        }

        /// A person decides whose the reading was that nobody had the device for.
        private func release(to patient: String, _ client: HearthClient) async throws {
            let entries = try await client.get("/v1/quarantine?reason=unassigned-device").required("items").elements()
            let entry = try #require(entries.first).text("id")
            _ = try await client.post("/v1/quarantine/\(entry)/release", ["patientId": .string(patient)])
            let readings = try await readings(of: patient, client)
            #expect(readings.contains("blood-pressure \(handedOut.adding(seconds: -1))"))
        }

        private func readings(of patient: String, _ client: HearthClient) async throws -> [String] {
            try await client.get("/v1/patients/\(patient)/readings").required("items").elements().map { item in
                try "\(item.text("kind")) \(item.text("effectiveAt"))"
            }
        }

        private func quarantine(_ client: HearthClient) async throws -> [String] {
            try await client.get("/v1/quarantine").required("items").elements().map { item in
                let (reason, device) = (try item.text("reason"), try item.text("device"))
                return try "\(reason) \(device) \(item.text("effectiveAt"))"
            }
        }

        private func pressure(at time: Instant) throws -> [UInt8] {
            try BloodPressureMeasurement(
                systolic: .number(121),
                diastolic: .number(79),
                mean: .number(93),
                timestamp: time.shownByClock(hoursAhead: Self.hoursAhead)
            ).encoded()
        }

        private func weight(of user: UInt8, at time: Instant) throws -> [UInt8] {
            try WeightMeasurement(
                weight: .number(70),
                timestamp: time.shownByClock(hoursAhead: Self.hoursAhead),
                userID: user
            ).encoded()
        }

        private func temperature(at time: Instant) throws -> [UInt8] {
            try TemperatureMeasurement(
                temperature: .number(37),
                timestamp: time.shownByClock(hoursAhead: Self.hoursAhead)
            ).encoded()
        }
    }
}

import ExactJSON
import Testing
import Vitals

extension WholeProcesses {
    /// A gateway that times out and tries again may be answered by another server while the first still works.
    struct TwoServersTests {
        private static let rounds = 60
        private static let device = "02:48:52:00:20:01"

        @Test(
            "Two deliveries of the same measurements at the same moment, to two servers: one row each",
            .timeLimit(.minutes(3)),
            arguments: [1, 25]
        )
        func twoDeliveriesMakeOneRow(batchSize: Int) async throws {
            try await Deployment.with(servers: 2) { deployment in
                let client = try deployment.administrator
                let gateway = try await client.enroll(code: try await client.createGateway("Gateway"))
                let start = Instant.now.adding(seconds: -86_400)
                let device = try await client.createDevice(Self.device)
                let patient = try await client.createPatient("Patient")
                _ = try await client.assign(device: device, to: patient, from: start.description)

                for round in 0..<Self.rounds {
                    let items = (1...batchSize).map { number in
                        item(at: start.adding(seconds: Int64(round * batchSize + number)))
                    }
                    // In opposite orders, as two servers that wait for each other's rows would find out.
                    let batches = [items, items.reversed()]
                    let results = try await deliverAtOnce(batches, from: gateway, to: deployment)
                    let (first, second) = (results[0], Array(results[1].reversed()))
                    for (one, other) in zip(first, second) {
                        #expect(Set([one.status, other.status]) == ["created", "duplicate"])
                        #expect(one.identity == other.identity)
                    }
                    #expect(first.count == batchSize && second.count == batchSize)
                }

                let count = Self.rounds * batchSize
                #expect(try await deployment.database.number("SELECT count(*) FROM hearth.readings") == count)
                #expect(try await deployment.database.number("SELECT count(*) FROM hearth.alerts") == 1)
                #expect(try await deployment.database.number("SELECT count(*) FROM hearth.alert_readings") == count)
            }
        }

        private struct ItemResult: Sendable {
            var status: String
            var identity: String
        }

        /// Sends both requests but for their last bytes, then those, one right after the other.
        private func deliverAtOnce(
            _ batches: [[JSONValue]],
            from gateway: HearthClient,
            to deployment: Deployment
        ) async throws -> [[ItemResult]] {
            let ports = try batches.indices.map { try deployment.port(of: $0) }
            return try await BlockingWork.run {
                let exchanges = try zip(batches, ports).map { batch, port in
                    try HTTPExchange(
                        port: port,
                        method: "POST",
                        path: "/v1/readings",
                        token: gateway.token,
                        body: ["readings": .array(batch)]
                    )
                }
                for exchange in exchanges { exchange.release() }
                return try exchanges.map { exchange in
                    let answer = try exchange.answer()
                    guard answer.status == 200 else { throw EndToEndError("answered \(answer.status): \(answer.text)") }
                    return try answer.json.required("results").elements().map { result in
                        ItemResult(
                            status: try result.text("status"),
                            identity: try result.text("identity")
                        )
                    }
                }
            }
        }

        /// A saturation below the alert limit.
        private func item(at time: Instant) -> JSONValue {
            [
                "device": .string(Self.device), "characteristic": "2A5E", "kind": "oxygen-saturation", "unit": "%",
                "values": ["oxygen-saturation": 85], "deviceTime": .string(time.shownByClock().description),
                "effectiveAt": .string(time.description), "receivedAt": .string(time.description), "raw": "0055004600",
            ]
        }
    }
}

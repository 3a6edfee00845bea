import Foundation
import HearthGateway
import Logging
import ReadingExchange
import RecordedLog
import Spool
import Testing
import Vitals

/// What a person sees of `hearth-gateway replay` and `hearth-gateway status`.
@Suite struct ReplayTests {
    @Test func eachMeasurementHasItsLineAndEachFaultItsReason() async throws {
        let recording = """
            # Vectors of the HL7 PHD guide.
            2024-06-15T08:20:00Z E8:07:01:02:03:04 2A35 167C0056006100E807060F11111B33000000
            2024-11-29T14:10:00Z e8:07:01:02:03:05 2A5E 0FACF3BEF5E8070B1D170839204022000066E3
            2026-03-01T07:15:00Z E8:07:01:02:03:06 2A5F 1C5F005A00200000000057F0
            2026-03-01T07:15:00Z E8:07:01:02:03:07 2A1C 00FFFF7F00
            2026-03-01T07:15:00Z E8:07:01:02:03:08 2A36 0078000000FF07
            2026-03-01T07:15:00Z E8:07:01:02:03:09 2A9D 0080
            2026-03-01T07:15:00Z E8:07:01:02:03:09 2A19 57
            """
        try await TestHome.with { home in
            let lines = try await replay(home, recording, isStored: false)
            #expect(
                lines == [
                    "2024-06-15T08:17:27.000Z E8:07:01:02:03:04 blood-pressure "
                        + "systolic-pressure 124, diastolic-pressure 86, mean-pressure 97 mm[Hg]",
                    "2024-06-15T08:17:27.000Z E8:07:01:02:03:04 heart-rate heart-rate 51 /min",
                    "2024-11-29T14:08:57.000Z E8:07:01:02:03:05 oxygen-saturation oxygen-saturation 94.0 %",
                    "2024-11-29T14:08:57.000Z E8:07:01:02:03:05 heart-rate heart-rate 147.0 /min",
                    "2024-11-29T14:08:57.000Z E8:07:01:02:03:05 perfusion-index perfusion-index 8.70 %",
                    "2026-03-01T07:15:00.000Z (reception-time) E8:07:01:02:03:06 oxygen-saturation "
                        + "oxygen-saturation 95 %",
                    "2026-03-01T07:15:00.000Z (reception-time) E8:07:01:02:03:06 heart-rate heart-rate 90 /min",
                    "2026-03-01T07:15:00.000Z (reception-time) E8:07:01:02:03:06 perfusion-index perfusion-index 8.7 %",
                    "2026-03-01T07:15:00.000Z (reception-time) E8:07:01:02:03:07 body-temperature "
                        + "body-temperature absent (not-a-number) Cel",
                    "2026-03-01T07:15:00.000Z E8:07:01:02:03:08 no measurement: an intermediate value",
                    "2026-03-01T07:15:00.000Z E8:07:01:02:03:09 not decodable: truncated at byte 2: "
                        + "expected weight (2 bytes from byte 1)",
                    "2026-03-01T07:15:00.000Z E8:07:01:02:03:09 not decodable: unknown-characteristic at byte 0: "
                        + "expected a measurement characteristic",
                ]
            )
        }
    }

    @Test func showingLeavesNothingBehindAndStoringGoesToTheSpool() async throws {
        let recording = "2026-03-01T07:15:00Z \(TestHome.scale) 2A9D 00803E\n"
        try await TestHome.with { home in
            _ = try await replay(home, recording, isStored: false)
            let files = try FileManager.default.contentsOfDirectory(atPath: home.stateDirectory.path)
            #expect(Set(files) == ["clock.json", "credential"])
            _ = try await replay(home, recording + recording, isStored: true)
            let spool = try home.spool()
            let waiting = try await spool.nextBatch(limit: 10)
            // The same line twice is the same measurement.
            #expect(waiting.map(\.submission.measurement.numbers) == [["80.000"]])
            #expect(waiting.map(\.submission.device) == [TestHome.scale])
        }
    }

    @Test func aBadRecordingStoresNothing() async throws {
        try await TestHome.with { home in
            let recording = "2026-03-01T07:15:00Z \(TestHome.scale) 2A9D 00803E\nnonsense"
            await #expect(throws: GatewayError.recording(line: 2, expected: "TIME DEVICE CHARACTERISTIC HEX")) {
                try await replay(home, recording, isStored: true)
            }
            let status = try await home.spoolStatus()
            #expect(status.pendingCount == 0)
        }
    }

    @Test func theStatusSaysWhatWaits() async throws {
        let recording = """
            2026-03-01T07:15:00Z \(TestHome.scale) 2A9D 00803E
            2026-03-01T07:14:00Z \(TestHome.scale) 2A9D 00813E
            2026-03-01T07:16:00Z \(TestHome.scale) 2A9D 00
            """
        try await TestHome.with { home in
            _ = try await replay(home, recording, isStored: true)
            let text = try await GatewayStatus(configuration: configuration(home)).text()
            let lines = text.split(separator: "\n").filter { !$0.hasPrefix("clock ") }
            #expect(
                lines.dropLast() == [
                    "server       https://hearth.example.org",
                    "enrolled     yes; the token is 0 days old, and renewed at 30",
                    "contact      the server has not answered yet",
                    "devices      1 configured",
                    "paired       0 devices",
                    "waiting      2 measurements, the oldest received 2026-03-01T07:14:00.000Z",
                    "refused      0 measurements, kept with the server's reason",
                    "undecoded    0 values, 1 of no known form",
                ]
            )
            let used = try await home.spoolStatus().usedBytes >> 10
            #expect(lines.last == "spool        \(used) of 1024 KiB used, normal")
        }
    }

    @Test func theStatusOfANewGatewaySaysWhatToDo() async throws {
        try await TestHome.with { home in
            try FileManager.default.removeItem(at: home.stateDirectory)
            let text = try await GatewayStatus(configuration: configuration(home)).text()
            #expect(text.contains("enrolled     no: run hearth-gateway enroll\n"))
            #expect(text.contains("waiting      0 measurements\n"))
        }
    }

    private func replay(_ home: TestHome, _ recording: String, isStored: Bool) async throws -> [String] {
        try await Replay(configuration: configuration(home), logger: .silent).run(
            recording: recording,
            isStored: isStored
        )
    }

    private func configuration(_ home: TestHome) throws -> GatewayConfiguration {
        home.configuration(server: try #require(URL(string: "https://hearth.example.org")))
    }
}

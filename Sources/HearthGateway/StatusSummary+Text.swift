import Upload

extension StatusSummary {
    /// One line for each thing, its name first.
    var text: String {
        let lines = [
            ("server", server), ("enrolled", enrolledText), ("contact", contactText), ("clock", clockText),
        ]
        let adapterLines = adapter.map { [("adapter", $0.problem ?? $0.state)] } ?? []
        let countLines = [("devices", "\(configuredCount) configured"), ("paired", pairedText)]
        let deviceLines = devices.map { ("device", text(of: $0)) }
        return (lines + adapterLines + countLines + deviceLines + spoolLines).map { name, text in
            name + String(repeating: " ", count: max(1, Self.column - name.count)) + text
        }.joined(separator: "\n")
    }

    /// Where the text begins.
    private static let column = 13

    private var spoolLines: [(String, String)] {
        let oldest = spool.oldestReceivedAt.map { ", the oldest received \($0)" } ?? ""
        let refused = spool.refused == 0 ? "" : "; `hearth-gateway resend` sends them again"
        let clock = spool.waitingForClock == 0 ? "" : ", \(spool.waitingForClock) of them wait for the clock"
        return [
            ("waiting", "\(spool.pending) measurements\(oldest)"),
            ("refused", "\(spool.refused) measurements, kept with the server's reason\(refused)"),
            ("undecoded", "\(spool.undecoded) values\(clock), \(spool.undecodable) of no known form"),
            ("spool", "\(spool.usedBytes >> 10) of \(spool.maximumBytes >> 10) KiB used, \(spool.pressure)"),
        ]
    }

    private var enrolledText: String {
        guard isEnrolled else { return "no: run hearth-gateway enroll" }
        let age = tokenAgeDays.map { "\($0) days old" } ?? "of unknown age"
        return "yes; the token is \(age), and renewed at \(tokenRenewalDays)"
    }

    private var contactText: String {
        let answered =
            contact.answeredAt.map { "the server answered last at \($0)" } ?? "the server has not answered yet"
        switch contact.outcome {
        case nil, ServerContact.answered: return answered
        case UploadReason.credentialRejected.rawValue, UploadReason.credentialRevoked.rawValue:
            return "refused: the gateway was revoked or must be enrolled again; nothing is uploaded, and what is "
                + "measured is kept; \(answered)"
        case let outcome?: return "\(outcome); \(answered)"
        }
    }

    private var clockText: String {
        guard clock.isTrusted, let source = clock.source else {
            return "\(clock.now), not known to be right: measurements wait for that"
        }
        return "\(clock.now), right (\(source))"
    }

    private var pairedText: String {
        let lost = paired.filter(\.isLost).map(\.address)
        return "\(paired.count) devices"
            + (lost.isEmpty ? "" : ", lost and to be paired again: \(lost.joined(separator: ", "))")
    }

    private func text(of device: DeviceObservation) -> String {
        let name = paired.first { $0.address == device.identifier }?.name.map { " (\($0))" } ?? ""
        let seen = device.lastSeenAt.map { "seen \($0)" } ?? "not seen yet"
        let battery = device.batteryPercent.map { ", battery \($0) %" } ?? ""
        let measured = device.lastMeasurement.map { ", measured \($0.kind) at \($0.effectiveAt)" } ?? ""
        let failure = device.failure.map { ", not connected: \($0)" } ?? ""
        return "\(device.identifier)\(name), \(seen)\(battery)\(measured)\(failure)"
    }
}

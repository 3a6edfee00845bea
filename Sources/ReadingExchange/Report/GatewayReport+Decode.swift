import Alerting
import ExactJSON
import Vitals

extension GatewayReport {
    /// Reads a report.
    ///
    /// - Throws: `JSONReadError` with the first thing that is wrong, and its place.
    public init(_ reader: JSONReader) throws(JSONReadError) {
        try reader.allowOnly(["reportedAt", "version", "uptimeSeconds", "spool", "devices", "adapter"])
        let list = try reader.required("devices")
        var devices: [Device] = []
        for element in try list.elements(count: ReportLimits.deviceCount) { devices.append(try Device(element)) }
        guard Set(devices.map(\.identifier)).count == devices.count else {
            throw list.invalid("Each device is named once")
        }
        self.init(
            reportedAt: try reader.required("reportedAt").reportInstant(),
            version: try reader.required("version").printable(bytes: ReportLimits.versionBytes),
            uptimeSeconds: try reader.required("uptimeSeconds").integer(in: ReportLimits.count),
            spool: try Spool(try reader.required("spool")),
            adapter: try reader.optional("adapter")?.enumeration(),
            devices: devices
        )
    }
}

extension GatewayReport.Spool {
    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        try reader.allowOnly([
            "pending", "undecoded", "undecodable", "refused", "oldestUnsentAt", "usedBytes", "maximumBytes", "pressure",
        ])
        self.init(
            pending: try reader.required("pending").integer(in: ReportLimits.count),
            undecoded: try reader.required("undecoded").integer(in: ReportLimits.count),
            undecodable: try reader.required("undecodable").integer(in: ReportLimits.count),
            refused: try reader.required("refused").integer(in: ReportLimits.count),
            oldestUnsentAt: try reader.optional("oldestUnsentAt")?.reportInstant(),
            usedBytes: try reader.required("usedBytes").integer(in: ReportLimits.count),
            maximumBytes: try reader.required("maximumBytes").integer(in: ReportLimits.count),
            pressure: try reader.required("pressure").enumeration()
        )
    }
}

extension GatewayReport.Device {
    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        try reader.allowOnly(["device", "lastSeenAt", "batteryPercent", "clockOffsetSeconds", "bond", "information"])
        self.init(
            identifier: try reader.required("device").printable(bytes: SubmissionLimits.deviceBytes),
            lastSeenAt: try reader.optional("lastSeenAt")?.reportInstant(),
            batteryPercent: try reader.optional("batteryPercent")?.integer(in: ReportLimits.batteryPercent),
            clockOffsetSeconds: try reader.optional("clockOffsetSeconds")?.integer(in: SubmissionLimits.offsetSeconds),
            bond: try reader.optional("bond")?.enumeration(),
            information: try reader.optional("information").map(GatewayReport.Information.init)
        )
    }
}

extension GatewayReport.Information {
    fileprivate init(_ reader: JSONReader) throws(JSONReadError) {
        try reader.allowOnly(["manufacturer", "model", "serialNumber", "firmware", "hardware", "software"])
        self.init(
            manufacturer: try reader.optional("manufacturer")?.shownText(),
            model: try reader.optional("model")?.shownText(),
            serialNumber: try reader.optional("serialNumber")?.shownText(),
            firmware: try reader.optional("firmware")?.shownText(),
            hardware: try reader.optional("hardware")?.shownText(),
            software: try reader.optional("software")?.shownText()
        )
    }
}

extension JSONReader {
    fileprivate func reportInstant() throws(JSONReadError) -> Instant {
        guard let instant = Instant(try string()), SubmissionLimits.instants.contains(instant) else {
            throw invalid("A time is an RFC 3339 text like 2026-11-21T08:00:00.000Z of the years 0001 to 9999")
        }
        return instant
    }

    fileprivate func shownText() throws(JSONReadError) -> String {
        let text = try string()
        guard 1...GatewayReport.Information.maximumScalars ~= text.unicodeScalars.count,
            text.unicodeScalars.allSatisfy(GatewayReport.Information.isShown)
        else {
            throw invalid(
                "A text has 1 to \(GatewayReport.Information.maximumScalars) characters and no control character"
            )
        }
        return text
    }

    fileprivate func printable(bytes: ClosedRange<Int>) throws(JSONReadError) -> String {
        let text = try string(bytes: bytes)
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw invalid("Only printable ASCII characters without spaces are allowed")
        }
        return text
    }
}

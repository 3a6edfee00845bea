import Alerting
import ExactJSON
import Vitals

extension GatewayReport {
    /// The body of `POST /v1/gateways/self/reports`.
    public var json: JSONValue {
        var object: JSONObject = [
            "reportedAt": .string(reportedAt.description), "version": .string(version),
            "uptimeSeconds": .number(JSONNumber(uptimeSeconds)), "spool": spool.json,
            "devices": .array(devices.map(\.json)),
        ]
        object["adapter"] = adapter.map { .string($0.rawValue) }
        return .object(object)
    }
}

extension GatewayReport.Spool {
    fileprivate var json: JSONValue {
        var object: JSONObject = [
            "pending": .number(JSONNumber(pending)), "undecoded": .number(JSONNumber(undecoded)),
            "undecodable": .number(JSONNumber(undecodable)), "refused": .number(JSONNumber(refused)),
            "usedBytes": .number(JSONNumber(usedBytes)), "maximumBytes": .number(JSONNumber(maximumBytes)),
            "pressure": .string(pressure.rawValue),
        ]
        object["oldestUnsentAt"] = oldestUnsentAt.map { .string($0.description) }
        return .object(object)
    }
}

extension GatewayReport.Device {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["device": .string(identifier)]
        object["lastSeenAt"] = lastSeenAt.map { .string($0.description) }
        object["batteryPercent"] = batteryPercent.map { .number(JSONNumber($0)) }
        object["clockOffsetSeconds"] = clockOffsetSeconds.map { .number(JSONNumber($0)) }
        object["bond"] = bond.map { .string($0.rawValue) }
        object["information"] = information?.json
        return .object(object)
    }
}

extension GatewayReport.Information {
    fileprivate var json: JSONValue {
        var object = JSONObject()
        object["manufacturer"] = manufacturer.map { .string($0) }
        object["model"] = model.map { .string($0) }
        object["serialNumber"] = serialNumber.map { .string($0) }
        object["firmware"] = firmware.map { .string($0) }
        object["hardware"] = hardware.map { .string($0) }
        object["software"] = software.map { .string($0) }
        return .object(object)
    }
}

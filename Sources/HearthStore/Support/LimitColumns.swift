import Alerting
import Foundation
import HearthCore
import Postgres
import Vitals

/// Limits and policy as the columns of the table of limits.
enum LimitColumns {
    static let names = """
        id, metric, version, is_set, alert_low, warning_low, warning_high, alert_high, hysteresis, \
        readings_to_raise, readings_to_clear
        """

    static func values(_ limits: MetricLimits?, _ policy: RulePolicy) -> [PostgresValue] {
        [
            .bool(limits != nil), .decimal(limits?.alertLow), .decimal(limits?.warningLow),
            .decimal(limits?.warningHigh), .decimal(limits?.alertHigh), .decimal(policy.hysteresis),
            .int4(Int32(policy.readingsToRaise)), .int4(Int32(policy.readingsToClear)),
        ]
    }

    static func limits(_ row: PostgresRow) throws -> MetricLimits? {
        guard try row.decode("is_set", as: Bool.self) else { return nil }
        return try MetricLimits(
            metric: try row.decodeRaw("metric"),
            alertLow: try row.decode("alert_low"),
            warningLow: try row.decode("warning_low"),
            warningHigh: try row.decode("warning_high"),
            alertHigh: try row.decode("alert_high")
        )
    }

    static func policy(_ row: PostgresRow) throws -> RulePolicy {
        try RulePolicy(
            hysteresis: try row.decode("hysteresis"),
            readingsToRaise: try row.decode("readings_to_raise"),
            readingsToClear: try row.decode("readings_to_clear")
        )
    }

    static func rule(_ row: PostgresRow) throws -> HeldRule? {
        guard let limits = try limits(row) else { return nil }
        let rule = LimitRule(limits: limits, version: try row.decode("version"), policy: try policy(row))
        return HeldRule(limitsID: try row.decode("id"), rule: rule)
    }
}

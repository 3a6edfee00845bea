import Alerting
import Foundation
import HearthCore
import Vitals

/// A rule as it is stored: with the key of the version of the limits that it comes from.
struct HeldRule: Sendable {
    let limitsID: UUID
    let rule: LimitRule

    /// Reads the rules that hold for one patient.
    static func rules(of patient: PatientID, _ transaction: TenantTransaction) async throws -> [Metric: HeldRule] {
        var rules: [Metric: HeldRule] = [:]
        for row in try await transaction.query(query(of: "p.id = $2"), [.id(patient)]) {
            rules[try row.decodeRaw("metric")] = try LimitColumns.rule(row)
        }
        return rules
    }

    /// The statement that reads the rules that hold for patients, all metrics; see `LimitColumns`.
    ///
    /// A patient's own limits win over the group's; of each, the newest version holds, and one that takes limits away
    /// is as if there were none.
    ///
    /// - Parameter patients: A condition on `p`, in SQL.
    /// - Returns: The statement's text; `for_patient` is the patient.
    static func query(of patients: String) -> String {
        """
        SELECT DISTINCT ON (for_patient, metric) *
        FROM (
            SELECT DISTINCT ON (p.id, l.metric, l.limits_group) p.id AS for_patient, l.*
            FROM hearth.patients p
            JOIN hearth.limits l ON l.organization_id = p.organization_id
                AND (l.patient_id = p.id OR l.limits_group = p.limits_group)
            WHERE p.organization_id = $1 AND (\(patients))
            ORDER BY p.id, l.metric, l.limits_group, l.version DESC
        ) AS newest
        WHERE is_set
        ORDER BY for_patient, metric, limits_group NULLS FIRST
        """
    }
}

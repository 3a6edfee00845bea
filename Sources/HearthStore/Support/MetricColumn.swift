import Vitals

/// Where the numbers of a metric are stored.
struct MetricColumn {
    /// The kind of the readings that have the metric.
    let kind: ReadingKind
    /// The column; one of four constants, so that it may be put into a statement.
    let name: String

    init(_ metric: Metric) {
        switch metric {
        case .systolicPressure: (kind, name) = (.bloodPressure, "systolic")
        case .diastolicPressure: (kind, name) = (.bloodPressure, "diastolic")
        case .meanPressure: (kind, name) = (.bloodPressure, "mean")
        case .heartRate: (kind, name) = (.heartRate, "value")
        case .oxygenSaturation: (kind, name) = (.oxygenSaturation, "value")
        case .bodyTemperature: (kind, name) = (.bodyTemperature, "value")
        case .bodyWeight: (kind, name) = (.bodyWeight, "value")
        case .respiratoryRate: (kind, name) = (.respiratoryRate, "value")
        case .bloodGlucose: (kind, name) = (.bloodGlucose, "value")
        case .interstitialGlucose: (kind, name) = (.interstitialGlucose, "value")
        case .bodyHeight: (kind, name) = (.bodyHeight, "value")
        case .bodyMassIndex: (kind, name) = (.bodyMassIndex, "value")
        case .bodyFat: (kind, name) = (.bodyFat, "value")
        }
    }

    /// The stored numbers nearest to each instant `$4`: `$5` before or at it, `$6` after it.
    var neighbours: String {
        """
        SELECT DISTINCT near.id, near.effective_at, near.number
        FROM unnest($4::timestamptz[]) AS new (at)
        CROSS JOIN LATERAL (
            (SELECT r.id, r.effective_at, r.\(name) AS number
            FROM hearth.readings r
            WHERE r.organization_id = $1 AND r.patient_id = $2 AND r.kind = $3 AND r.\(name) IS NOT NULL
                AND r.effective_at <= new.at AND r.superseded_at IS NULL
            ORDER BY r.effective_at DESC LIMIT $5)
            UNION ALL
            (SELECT r.id, r.effective_at, r.\(name) AS number
            FROM hearth.readings r
            WHERE r.organization_id = $1 AND r.patient_id = $2 AND r.kind = $3 AND r.\(name) IS NOT NULL
                AND r.effective_at > new.at AND r.superseded_at IS NULL
            ORDER BY r.effective_at LIMIT $6)
        ) AS near
        """
    }
}

import Vitals

/// The limits that hold for a patient until a clinician sets others.
///
/// They are starting points for adults at home, to be confirmed by the medical lead of each organisation. Written as
/// alert low, warning low, warning high, alert high; beyond a limit means past it. Sources: NEWS2 (Royal College of
/// Physicians 2017: its bands of score 3 are alerts), a telemonitoring trial's bounds (systolic 80, 90, 160; heart rate
/// 40, 50, 100, 110), hypertensive crisis above 180/120 mmHg, hypoglycaemia of levels 1 and 2 (ADA).
///
/// Weight, height, body-mass index and body fat have none: a fixed number means nothing across people. The mean
/// pressure has none, as it follows from the other two and would alert twice.
public enum LimitDefaults {
    /// The limits of a group for a metric; nil where a fixed limit would mean nothing.
    public static func limits(for metric: Metric, in group: LimitGroup) -> MetricLimits? {
        special(metric, in: group) ?? standard(metric)
    }

    /// Every default of a group.
    public static func limits(in group: LimitGroup) -> [MetricLimits] {
        Metric.allCases.compactMap { limits(for: $0, in: group) }
    }

    private static func special(_ metric: Metric, in group: LimitGroup) -> MetricLimits? {
        switch (group, metric) {
        // The trial's bounds without symptoms: decompensation shows early in both.
        case (.heartFailure, .systolicPressure): MetricLimits(unchecked: metric, 80, 90, 160, 170)
        case (.heartFailure, .heartRate): MetricLimits(unchecked: metric, 40, 50, 100, 110)
        // NEWS2 scale 2: 88 to 92 is the target, 83 and less scores 3. Above 92 matters only on oxygen, which no home
        // device tells.
        case (.copd, .oxygenSaturation): MetricLimits(unchecked: metric, 84, 88, nil, nil)
        // Under treatment a low pressure is a likely harm, and a pressure above 150 a likely failure.
        case (.hypertension, .systolicPressure): MetricLimits(unchecked: metric, 90, 100, 150, 180)
        case (.hypertension, .diastolicPressure): MetricLimits(unchecked: metric, 40, 55, 95, 120)
        // Above 180 is common after a meal in diabetes; above 250 is hyperglycaemia of level 2.
        case (.diabetes, .bloodGlucose), (.diabetes, .interstitialGlucose):
            MetricLimits(unchecked: metric, 54, 70, 250, 300)
        default: nil
        }
    }

    private static func standard(_ metric: Metric) -> MetricLimits? {
        switch metric {
        case .systolicPressure: MetricLimits(unchecked: metric, 80, 90, 160, 180)
        case .diastolicPressure: MetricLimits(unchecked: metric, 40, 50, 100, 120)
        case .heartRate: MetricLimits(unchecked: metric, 41, 50, 110, 130)
        case .oxygenSaturation: MetricLimits(unchecked: metric, 92, 94, nil, nil)
        case .bodyTemperature:
            MetricLimits(unchecked: metric, ExactDecimal(351, exponent: -1), ExactDecimal(355, exponent: -1), 38, 39)
        case .respiratoryRate: MetricLimits(unchecked: metric, 9, 12, 20, 24)
        case .bloodGlucose, .interstitialGlucose: MetricLimits(unchecked: metric, 54, 70, 180, 250)
        case .meanPressure, .bodyWeight, .bodyHeight, .bodyMassIndex, .bodyFat, .perfusionIndex: nil
        }
    }
}

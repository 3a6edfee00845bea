extension Measurement {
    /// The measurement as far as the device itself stands by it: a value that is out of the device's range by one of
    /// its flags is absent, `positive-infinity` or `negative-infinity`.
    ///
    /// A result that a glucose meter or monitor cannot process has no number, whatever was sent in its place (GATT
    /// Specification Supplement, Sensor Status Annunciation). A cuff's flag is about the pulse, of which a number that
    /// is there is kept (Measurement Status). Flags that contradict each other leave a value that is not a number.
    ///
    /// - Parameter flags: What the device reported besides the values.
    /// - Returns: The same kind in the same unit.
    public func qualified(by flags: Set<MeasurementFlag>) -> Measurement {
        guard !flags.isEmpty else { return self }
        return Measurement(
            kind,
            in: unit,
            alike: values.map { MetricValue(metric: $0.metric, value: $0.metric.qualified($0.value, by: flags)) }
        )
    }
}

extension Metric {
    fileprivate func qualified(_ value: MeasuredValue, by flags: Set<MeasurementFlag>) -> MeasuredValue {
        switch self {
        case .bloodGlucose, .interstitialGlucose:
            value.outOfRange(above: flags.contains(.resultAboveRange), below: flags.contains(.resultBelowRange))
        case .heartRate where value.number == nil:
            value.outOfRange(above: flags.contains(.pulseAboveRange), below: flags.contains(.pulseBelowRange))
        default: value
        }
    }
}

extension MeasuredValue {
    fileprivate func outOfRange(above: Bool, below: Bool) -> MeasuredValue {
        switch (above, below) {
        case (false, false): self
        case (true, false): .absent(.positiveInfinity)
        case (false, true): .absent(.negativeInfinity)
        case (true, true): .absent(.notANumber)
        }
    }
}

import Vitals

extension GlucoseMeasurement {
    /// The glucose concentration, without what a context says of it.
    public var measurements: [DecodedMeasurement] { measurements(in: nil) }

    /// The glucose concentration: in blood, or in interstitial fluid when the meter says so.
    ///
    /// A record without a concentration is a measurement that failed. A result out of the meter's range has no number,
    /// whatever the meter sent in its place.
    ///
    /// - Parameter context: What the meter sent about the record besides, with the same sequence number.
    /// - Returns: One measurement.
    public func measurements(in context: GlucoseMeasurementContext?) -> [DecodedMeasurement] {
        let value = concentration?.value ?? .absent(.unsuccessful)
        let isInterstitial = concentration?.sample.type == .interstitialFluid
        let measurement: Measurement =
            isInterstitial ? .interstitialGlucose(value, unit: unit) : .bloodGlucose(value, unit: unit)
        return [
            DecodedMeasurement(
                measurement,
                deviceTime: userFacingTime ?? baseTime,
                sequenceNumber: UInt32(sequenceNumber),
                flags: flags(in: context)
            )
        ]
    }

    /// What the meter's clock showed to its user: base time and offset; nil when there is no saying.
    public var userFacingTime: DeviceTimestamp? {
        switch timeOffset {
        case nil: baseTime
        case .minutes(let minutes): baseTime.adding(minutes: Int(minutes))
        case .overrun, .underrun: nil
        }
    }

    private func flags(in context: GlucoseMeasurementContext?) -> [MeasurementFlag] {
        var flags = (concentration?.sample.flags ?? []) + (status?.flags ?? [])
        // The base time that is kept instead is not what the user saw.
        if userFacingTime == nil, !flags.contains(.deviceClockFault) { flags.append(.deviceClockFault) }
        return flags + (context?.flags ?? [])
    }
}

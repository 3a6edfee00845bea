import Vitals

extension BodyCompositionMeasurement {
    /// The body fat, then weight and height when the scale sent them.
    ///
    /// One of two packets that does not name the user is an unknown user's: the other packet may have named one.
    public var measurements: [DecodedMeasurement] {
        var measured = [Measurement.bodyFat(bodyFat)]
        if let weight { measured.append(.bodyWeight(weight, system: system)) }
        if let height { measured.append(.bodyHeight(.number(height), system: system)) }
        let user = isPart ? userID ?? Self.unknownUser : userID
        return measured.map { DecodedMeasurement($0, userID: user, deviceTime: timestamp) }
    }

    /// One measurement of two packets; nil when they are not of the same one.
    ///
    /// Both have the body fat, which has no flag of its own; of every other field only one has it, or both say the
    /// same.
    ///
    /// - Parameter second: The packet that came after this one.
    /// - Returns: The whole measurement.
    public func joined(with second: BodyCompositionMeasurement) -> BodyCompositionMeasurement? {
        guard isPart, second.isPart, system == second.system,
            let bodyFat = Self.one(bodyFat.ifMeasured, second.bodyFat.ifMeasured),
            let timestamp = Self.one(timestamp, second.timestamp), let userID = Self.one(userID, second.userID),
            let metabolism = Self.one(basalMetabolismKilojoules, second.basalMetabolismKilojoules),
            let muscle = Self.one(musclePercentage, second.musclePercentage),
            let masses = masses.joined(with: second.masses),
            let impedance = Self.one(impedanceOhms, second.impedanceOhms),
            let weight = Self.one(weight, second.weight), let height = Self.one(height, second.height)
        else { return nil }
        var whole = BodyCompositionMeasurement(system: system, bodyFat: bodyFat ?? self.bodyFat)
        whole.timestamp = timestamp
        whole.userID = userID
        whole.basalMetabolismKilojoules = metabolism
        whole.musclePercentage = muscle
        whole.masses = masses
        whole.impedanceOhms = impedance
        whole.weight = weight
        whole.height = height
        return whole
    }

    private static let unknownUser: UInt8 = 0xFF

    /// The one value that two packets give for a field; nil when they contradict each other.
    fileprivate static func one<Value: Equatable>(_ first: Value?, _ second: Value?) -> Value?? {
        if let first, let second, first != second { return nil }
        return .some(first ?? second)
    }
}

extension BodyCompositionMasses {
    fileprivate func joined(with other: BodyCompositionMasses) -> BodyCompositionMasses? {
        guard let muscle = BodyCompositionMeasurement.one(muscle, other.muscle),
            let fatFree = BodyCompositionMeasurement.one(fatFree, other.fatFree),
            let softLean = BodyCompositionMeasurement.one(softLean, other.softLean),
            let bodyWater = BodyCompositionMeasurement.one(bodyWater, other.bodyWater)
        else { return nil }
        return BodyCompositionMasses(muscle: muscle, fatFree: fatFree, softLean: softLean, bodyWater: bodyWater)
    }
}

extension MeasuredValue {
    /// The value; nil when the measurement was unsuccessful.
    fileprivate var ifMeasured: MeasuredValue? { self == .absent(.unsuccessful) ? nil : self }
}

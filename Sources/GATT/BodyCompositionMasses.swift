import Vitals

/// The masses that a body-composition scale may send, in kilograms or pounds; each is there or not by itself.
public struct BodyCompositionMasses: Hashable, Sendable {
    /// Muscle.
    public var muscle: ExactDecimal?
    /// Everything but fat.
    public var fatFree: ExactDecimal?
    /// Everything but fat and bones.
    public var softLean: ExactDecimal?
    /// Water.
    public var bodyWater: ExactDecimal?

    /// Lists masses.
    ///
    /// - Parameters:
    ///   - muscle: Muscle.
    ///   - fatFree: Everything but fat.
    ///   - softLean: Everything but fat and bones.
    ///   - bodyWater: Water.
    public init(
        muscle: ExactDecimal? = nil,
        fatFree: ExactDecimal? = nil,
        softLean: ExactDecimal? = nil,
        bodyWater: ExactDecimal? = nil
    ) {
        self.muscle = muscle
        self.fatFree = fatFree
        self.softLean = softLean
        self.bodyWater = bodyWater
    }
}

extension MeasurementCharacteristic {
    /// Which decoder this is: one more whenever the same bytes, or the same bytes of a model with a quirk, mean
    /// something else than before.
    ///
    /// It is kept with what is decoded once more (`hearth redecode`).
    public static let decoderVersion = 2
}

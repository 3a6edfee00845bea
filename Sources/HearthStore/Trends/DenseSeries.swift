import HearthCore
import Vitals

/// Which readings belong to a series with about one reading a second, for which rollups are kept.
enum DenseSeries {
    /// PLX Continuous Measurement (0x2A5F) and Heart Rate Measurement (0x2A37): their profiles notify about once a
    /// second for as long as the sensor is worn.
    ///
    /// A glucose sensor measures every few minutes: a rollup would be as large as what it stands for.
    private static let characteristics: Set<UInt16> = [0x2A5F, 0x2A37]

    /// The kinds that those characteristics carry; each has one number.
    ///
    /// A kind is never taken away: rollups that are there must hear of every reading.
    static let kinds: Set<ReadingKind> = [.oxygenSaturation, .heartRate]

    /// Tells whether the five minutes of a reading get a rollup if they have none yet.
    static func includes(_ reading: AdmittedReading) -> Bool {
        characteristics.contains(reading.item.reading.characteristic)
    }
}

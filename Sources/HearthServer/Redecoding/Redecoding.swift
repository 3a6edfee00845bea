import GATT
import HearthCore
import Vitals

/// What comes of decoding a stored measurement once more.
///
/// Only values and flags are ever changed. Who was measured and when is for a person: what says something else of that
/// is shown and left alone.
enum Redecoding: Equatable {
    /// It says what is stored.
    case same
    /// It says something else of the same person and time.
    case changed(DecodedValue)
    /// It says something that a person has to look at.
    case forPerson(Question)
    /// A person has given it another value, which stays.
    case correctedByPerson
    /// The stored bytes do not say it.
    case impossible(StoredValue.Obstacle)

    /// What a person has to look at.
    enum Question: String, CaseIterable {
        /// The bytes name another user of the device, or none that it knows.
        case anotherUser = "another-user"
        /// The bytes have another time or record number, or a clock that is not to be believed.
        case anotherTime = "another-time"
        /// The device says that no patient was measured.
        case notOfAPatient = "not-of-a-patient"
        /// No body has such a value.
        case implausible
    }

    /// What is stored of a measurement.
    struct Stored {
        let measurement: Measurement
        let flags: [String]
        let userIndex: Int?
        let deviceTime: DeviceTimestamp?
        let sequenceNumber: UInt32?

        /// Whether the bytes were mended before they were decoded.
        var isMended: Bool { flags.contains(MeasurementFlag.mended.rawValue) }
    }

    /// Compares what is stored with what the bytes say.
    init(_ stored: Stored, _ decoded: DecodedMeasurement) {
        if let question = Question(stored, decoded) {
            self = .forPerson(question)
            return
        }
        let flags = Redecoding.flags(stored, decoded)
        let isSameValue = (try? decoded.measurement.canonical()) == (try? stored.measurement.canonical())
        guard !isSameValue || Set(flags) != Set(stored.flags) else {
            self = .same
            return
        }
        self = .changed(DecodedValue(measurement: decoded.measurement, flags: flags))
    }

    /// What the measurement's own bytes say, and what came from elsewhere: from a meter's context, from a thermometer that
    /// says once where it measures, or from another gateway's decoder.
    private static func flags(_ stored: Stored, _ decoded: DecodedMeasurement) -> [String] {
        let saysSite = decoded.flags.contains(where: MeasurementFlag.ofTemperatureType.contains)
        let keepsSite = decoded.measurement.kind == .bodyTemperature && !saysSite
        let elsewhere = MeasurementFlag.ofGlucoseContext.union(keepsSite ? MeasurementFlag.ofTemperatureType : [])
        let kept = stored.flags.filter { MeasurementFlag(rawValue: $0).map(elsewhere.contains) ?? true }
        let own = decoded.flags.map(\.rawValue)
        return own + kept.filter { !own.contains($0) }
    }
}

extension Redecoding.Question {
    fileprivate init?(_ stored: Redecoding.Stored, _ decoded: DecodedMeasurement) {
        let known = Set(stored.flags.compactMap(MeasurementFlag.init))
        let news = Set(decoded.flags).subtracting(known)
        // Bytes that name nobody leave the index alone: a scale may have been told whose consent it has.
        let namesAnother = decoded.userIndex.map { Int($0) != stored.userIndex } ?? false
        if namesAnother || news.contains(.unknownUser) {
            self = .anotherUser
        } else if decoded.deviceTime != stored.deviceTime || decoded.sequenceNumber != stored.sequenceNumber
            || news.contains(where: \.doubtsDeviceClock)
        {
            self = .anotherTime
        } else if news.contains(where: \.isDisqualifying) {
            self = .notOfAPatient
        } else if Plausibility.check(decoded.measurement) != nil, Plausibility.check(stored.measurement) == nil {
            self = .implausible
        } else {
            return nil
        }
    }
}

/// What a device reports about a measurement besides its values, by the name it has on the wire of the API.
public enum MeasurementFlag: String, Hashable, Sendable, CaseIterable {
    /// The device has several users and does not know which of them was measured.
    case unknownUser = "unknown-user"
    /// The device says that its clock has not been set, so its time stamp means nothing.
    case deviceClockNotSet = "device-clock-not-set"
    /// The device says that its clock has failed, so its time stamp may be wrong.
    case deviceClockFault = "device-clock-fault"
    /// The time stamp is of a clock that need not show what the user sees, for example in UTC.
    case timeNotUserFacing = "time-not-user-facing"
    /// The gateway's own clock was wrong when it received the measurement, and could not be put right afterwards.
    case receptionTimeUnknown = "reception-time-unknown"
    /// The bytes were mended before they were decoded, by a quirk of the device's model that is known.
    case mended
    /// The battery was low during the measurement.
    case batteryLow = "battery-low"

    // Blood Pressure Measurement Status.

    /// The body moved during the measurement.
    case bodyMovement = "body-movement"
    /// The cuff was too loose.
    case cuffTooLoose = "cuff-too-loose"
    /// The pulse was irregular.
    case irregularPulse = "irregular-pulse"
    /// The pulse rate is above the range of the device.
    case pulseAboveRange = "pulse-above-range"
    /// The pulse rate is below the range of the device.
    case pulseBelowRange = "pulse-below-range"
    /// The cuff was not where it belongs.
    case improperPosition = "improper-position"

    // Pulse oximeter, Measurement Status.

    /// The measurement was still going on.
    case ongoing
    /// The value is a first estimate.
    case earlyEstimate = "early-estimate"
    /// The device has validated the value.
    case validated
    /// The value is final and fully qualified.
    case fullyQualified = "fully-qualified"
    /// The value comes from the memory of the device.
    case fromStorage = "from-storage"
    /// The device was showing itself off; no patient was measured.
    case demonstration
    /// The device was being tested; no patient was measured.
    case testing
    /// The device was calibrating.
    case calibrating
    /// The device had no measurement.
    case unavailable
    /// The device doubts the value.
    case questionable
    /// The device says that the value is invalid.
    case invalid

    // Pulse oximeter, Device and Sensor Status.

    /// The display shows a value for longer than usual.
    case extendedDisplayUpdate = "extended-display-update"
    /// The equipment does not work properly.
    case equipmentMalfunction = "equipment-malfunction"
    /// The processing of the signal met an irregularity.
    case signalIrregularity = "signal-irregularity"
    /// The signal does not suffice.
    case inadequateSignal = "inadequate-signal"
    /// The signal is poor.
    case poorSignal = "poor-signal"
    /// Blood flow at the sensor is low.
    case lowPerfusion = "low-perfusion"
    /// The signal is erratic.
    case erraticSignal = "erratic-signal"
    /// The signal has no pulse.
    case nonpulsatileSignal = "nonpulsatile-signal"
    /// The pulse is doubtful.
    case questionablePulse = "questionable-pulse"
    /// The signal is still being analysed.
    case signalAnalysisOngoing = "signal-analysis-ongoing"
    /// Something interferes with the sensor.
    case sensorInterference = "sensor-interference"
    /// Nobody wears the sensor.
    case sensorUnconnectedToUser = "sensor-unconnected-to-user"
    /// The device does not know the sensor.
    case unknownSensor = "unknown-sensor"
    /// The sensor has slipped.
    case sensorDisplaced = "sensor-displaced"
    /// The sensor does not work properly.
    case sensorMalfunction = "sensor-malfunction"
    /// The sensor is not plugged in.
    case sensorDisconnected = "sensor-disconnected"

    // Heart rate.

    /// The belt can tell whether it touches the skin, and it does not.
    case noSkinContact = "no-skin-contact"

    // Temperature Type.

    /// Measured in the armpit.
    case siteArmpit = "site-armpit"
    /// Measured somewhere on the body.
    case siteBody = "site-body"
    /// Measured at the ear lobe.
    case siteEar = "site-ear"
    /// Measured at a finger.
    case siteFinger = "site-finger"
    /// Measured in the gastro-intestinal tract.
    case siteGastrointestinalTract = "site-gastrointestinal-tract"
    /// Measured in the mouth.
    case siteMouth = "site-mouth"
    /// Measured in the rectum.
    case siteRectum = "site-rectum"
    /// Measured at a toe.
    case siteToe = "site-toe"
    /// Measured at the eardrum.
    case siteTympanum = "site-tympanum"

    /// Measured at a place other than the usual one (a meter's alternate site test).
    case siteAlternate = "site-alternate"
    /// Measured in the tissue under the skin.
    case siteSubcutaneousTissue = "site-subcutaneous-tissue"

    // Glucose, Type.

    /// Whole blood from a capillary.
    case sampleCapillaryWholeBlood = "sample-capillary-whole-blood"
    /// Plasma from a capillary.
    case sampleCapillaryPlasma = "sample-capillary-plasma"
    /// Whole blood from a vein.
    case sampleVenousWholeBlood = "sample-venous-whole-blood"
    /// Plasma from a vein.
    case sampleVenousPlasma = "sample-venous-plasma"
    /// Whole blood from an artery.
    case sampleArterialWholeBlood = "sample-arterial-whole-blood"
    /// Plasma from an artery.
    case sampleArterialPlasma = "sample-arterial-plasma"
    /// Whole blood, it is not known where from.
    case sampleUndeterminedWholeBlood = "sample-undetermined-whole-blood"
    /// Plasma, it is not known where from.
    case sampleUndeterminedPlasma = "sample-undetermined-plasma"
    /// Interstitial fluid.
    case sampleInterstitialFluid = "sample-interstitial-fluid"
    /// The liquid that comes with a meter to test it; no patient was measured.
    case controlSolution = "control-solution"

    // Glucose, Sensor Status Annunciation.

    /// The drop of blood was too small.
    case sampleInsufficient = "sample-insufficient"
    /// The strip was not inserted properly.
    case stripInsertionError = "strip-insertion-error"
    /// The strip is not one for this meter.
    case stripTypeIncorrect = "strip-type-incorrect"
    /// The result is higher than the device can process.
    case resultAboveRange = "result-above-range"
    /// The result is lower than the device can process.
    case resultBelowRange = "result-below-range"
    /// The sensor was too hot for a valid result.
    case sensorTemperatureTooHigh = "sensor-temperature-too-high"
    /// The sensor was too cold for a valid result.
    case sensorTemperatureTooLow = "sensor-temperature-too-low"
    /// The strip was pulled too soon.
    case readInterrupted = "read-interrupted"

    // Continuous glucose monitor, Sensor Status Annunciation.

    /// The session has ended.
    case sessionStopped = "session-stopped"
    /// The sensor is not one for this device.
    case sensorTypeIncorrect = "sensor-type-incorrect"
    /// The device raises an alert of its own kind.
    case deviceSpecificAlert = "device-specific-alert"
    /// The device asks for the time.
    case timeSynchronizationRequired = "time-synchronization-required"
    /// The sensor cannot be calibrated now.
    case calibrationNotAllowed = "calibration-not-allowed"
    /// The sensor should be calibrated.
    case calibrationRecommended = "calibration-recommended"
    /// The sensor must be calibrated.
    case calibrationRequired = "calibration-required"
    /// Below the low level that is set in the device.
    case belowPatientLow = "below-patient-low"
    /// Above the high level that is set in the device.
    case abovePatientHigh = "above-patient-high"
    /// Below the level of hypoglycaemia that is set in the device.
    case belowHypo = "below-hypo"
    /// Above the level of hyperglycaemia that is set in the device.
    case aboveHyper = "above-hyper"
    /// Falling faster than the rate that is set in the device.
    case fallingTooFast = "falling-too-fast"
    /// Rising faster than the rate that is set in the device.
    case risingTooFast = "rising-too-fast"

    // Glucose, Context.

    /// Measured before a meal.
    case beforeMeal = "before-meal"
    /// Measured after a meal.
    case afterMeal = "after-meal"
    /// Measured fasting.
    case fasting
    /// Measured at no special time: snacks, drinks.
    case casual
    /// Measured at bedtime.
    case bedtime
    /// The person measured themselves.
    case testedBySelf = "tested-by-self"
    /// A health care professional measured.
    case testedByProfessional = "tested-by-professional"
    /// A laboratory measured.
    case testedByLaboratory = "tested-by-laboratory"
    /// The person has minor health issues.
    case minorHealthIssues = "minor-health-issues"
    /// The person has major health issues.
    case majorHealthIssues = "major-health-issues"
    /// The person menstruates.
    case duringMenses = "during-menses"
    /// The person is under stress.
    case underStress = "under-stress"
    /// The person has no health issues.
    case noHealthIssues = "no-health-issues"

    /// Whether the device itself says with this flag that the values do not describe a patient.
    ///
    /// Doubt alone ("questionable", "poor-signal") does not disqualify: a person judges it.
    public var isDisqualifying: Bool {
        switch self {
        case .demonstration, .testing, .calibrating, .unavailable, .invalid, .controlSolution: true
        default: false
        }
    }

    /// Whether device or gateway say with this flag that the time stamp cannot be taken for the household's time.
    public var doubtsDeviceClock: Bool {
        [.deviceClockNotSet, .deviceClockFault, .timeNotUserFacing, .receptionTimeUnknown].contains(self)
    }
}

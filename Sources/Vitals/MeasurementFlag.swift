/// What a device reports about a measurement besides its values, by the name it has on the wire of the API.
public enum MeasurementFlag: String, Hashable, Sendable, CaseIterable {
    /// The device has several users and does not know which of them was measured.
    case unknownUser = "unknown-user"
    /// The device says that its clock has not been set, so its time stamp means nothing.
    case deviceClockNotSet = "device-clock-not-set"

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

    /// Whether the device itself says with this flag that the values do not describe a patient.
    ///
    /// Doubt alone ("questionable", "poor-signal") does not disqualify: a person judges it.
    public var isDisqualifying: Bool {
        switch self {
        case .demonstration, .testing, .calibrating, .unavailable, .invalid: true
        default: false
        }
    }
}

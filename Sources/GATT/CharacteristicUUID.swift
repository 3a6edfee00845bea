/// The 16-bit UUIDs of the characteristics that Hearth reads (Bluetooth Assigned Numbers, 3.8).
public enum CharacteristicUUID: UInt16, Hashable, Sendable, CaseIterable {
    /// The device's name, in the Generic Access service.
    case deviceName = 0x2A00
    /// Asks the client to discover again, in the Generic Attribute service.
    case serviceChanged = 0x2A05
    /// Time without a zone, alone.
    case dateTime = 0x2A08
    /// Zone and daylight-saving offset of the device's clock.
    case localTimeInformation = 0x2A0F
    /// Glucose concentration, one record of a meter.
    case glucoseMeasurement = 0x2A18
    /// Charge of the battery, in percent.
    case batteryLevel = 0x2A19
    /// Temperature that is a result.
    case temperatureMeasurement = 0x2A1C
    /// Place of the body where the thermometer measures.
    case temperatureType = 0x2A1D
    /// Temperature while the measurement is still going on.
    case intermediateTemperature = 0x2A1E
    /// Seconds between two temperatures.
    case measurementInterval = 0x2A21
    /// Manufacturer and unique identifier, EUI-64.
    case systemID = 0x2A23
    /// Model number.
    case modelNumber = 0x2A24
    /// Serial number.
    case serialNumber = 0x2A25
    /// Version of the firmware.
    case firmwareRevision = 0x2A26
    /// Version of the hardware.
    case hardwareRevision = 0x2A27
    /// Version of the software.
    case softwareRevision = 0x2A28
    /// Name of the manufacturer.
    case manufacturerName = 0x2A29
    /// Certificates by IEEE 11073-20601, opaque.
    case regulatoryCertification = 0x2A2A
    /// The device's clock.
    case currentTime = 0x2A2B
    /// Meal, medication and more of one record of a glucose meter.
    case glucoseMeasurementContext = 0x2A34
    /// Blood pressure that is a result.
    case bloodPressureMeasurement = 0x2A35
    /// Pressure of the cuff while it inflates or deflates.
    case intermediateCuffPressure = 0x2A36
    /// Heart rate.
    case heartRateMeasurement = 0x2A37
    /// Place of the body where the belt is worn.
    case bodySensorLocation = 0x2A38
    /// Resets the energy counter.
    case heartRateControlPoint = 0x2A39
    /// What the blood-pressure cuff can do.
    case bloodPressureFeature = 0x2A49
    /// Vendor, product and version.
    case pnpID = 0x2A50
    /// What the glucose meter can do.
    case glucoseFeature = 0x2A51
    /// Record access control point.
    case recordAccessControlPoint = 0x2A52
    /// One measurement of a pulse oximeter.
    case plxSpotCheckMeasurement = 0x2A5E
    /// The stream of a pulse oximeter.
    case plxContinuousMeasurement = 0x2A5F
    /// What the pulse oximeter can do.
    case plxFeatures = 0x2A60
    /// Number of the user whom a shared device takes the next measurement for.
    case userIndex = 0x2A9A
    /// What the body-composition scale can do.
    case bodyCompositionFeature = 0x2A9B
    /// Body fat, muscle, water and more.
    case bodyCompositionMeasurement = 0x2A9C
    /// Body weight.
    case weightMeasurement = 0x2A9D
    /// What the scale can do.
    case weightScaleFeature = 0x2A9E
    /// Registers a user of a shared device, or gets their consent.
    case userControlPoint = 0x2A9F
    /// Glucose concentration, as a continuous monitor measures it.
    case cgmMeasurement = 0x2AA7
    /// What the continuous glucose monitor can do.
    case cgmFeature = 0x2AA8
    /// How the continuous glucose monitor is.
    case cgmStatus = 0x2AA9
    /// When the session of the continuous glucose monitor began.
    case cgmSessionStartTime = 0x2AAA
    /// How long the session of the continuous glucose monitor may be.
    case cgmSessionRunTime = 0x2AAB
    /// Starts a session of the continuous glucose monitor, sets its interval.
    case cgmSpecificOpsControlPoint = 0x2AAC
    /// Changes when the attribute table of the device does.
    case databaseHash = 0x2B2A
    /// Blood pressure that is a result, with the times of another clock.
    case enhancedBloodPressureMeasurement = 0x2B34
    /// Pressure of the cuff while it inflates or deflates, with the times of another clock.
    case enhancedIntermediateCuffPressure = 0x2B35
}

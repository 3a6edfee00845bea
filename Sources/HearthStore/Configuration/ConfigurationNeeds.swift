import HearthCore

/// What of an organisation's configuration has to be known to store some readings.
struct ConfigurationNeeds: Sendable, Equatable {
    /// Devices, as gateways name them; with each, the limits of everybody who ever had it.
    var devices: Set<String> = []
    /// Patients whose limits are needed, whatever devices they have.
    var patients: Set<PatientID> = []
    /// Those whose right to upload is to be checked.
    var uploaders: Set<Uploader> = []

    var isEmpty: Bool { devices.isEmpty && patients.isEmpty && uploaders.isEmpty }
}

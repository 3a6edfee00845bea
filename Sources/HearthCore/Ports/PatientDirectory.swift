/// The patients of an organisation.
public protocol PatientDirectory: Sendable {
    /// Lists the patients, by the time they were registered.
    func patients(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Patient>
    /// One patient. The look-up is audited.
    func patient(_ id: PatientID, as principal: Principal) async throws(CoreError) -> Patient
    /// Registers a patient.
    func create(_ draft: PatientDraft, as principal: Principal) async throws(CoreError) -> Patient
    /// Changes a patient; returns the patient as changed.
    func update(_ id: PatientID, _ change: PatientChange, as principal: Principal) async throws(CoreError) -> Patient
}

import Vitals

/// The devices of an organisation and who has them.
public protocol DeviceRegister: Sendable {
    /// Lists the devices, by the time they were registered.
    func devices(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Device>
    /// One device.
    func device(_ id: DeviceID, as principal: Principal) async throws(CoreError) -> Device
    /// Registers a device under the identifier that gateways report.
    func register(identifier: String, model: String?, as principal: Principal) async throws(CoreError) -> Device
    /// Lists assignments, past ones included, by the time they were made.
    func assignments(
        _ filter: AssignmentFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<Assignment>
    /// Gives a device to a patient for a span of time.
    ///
    /// - Throws: `CoreError.conflict(.assignmentOverlap)`.
    func assign(_ draft: AssignmentDraft, as principal: Principal) async throws(CoreError) -> Assignment
    /// Ends an assignment at an instant within it.
    ///
    /// - Throws: `CoreError.conflict(.readingsAfterEnd)` when that would leave readings on a patient who, it is now
    ///   said, did not have the device.
    func end(_ id: AssignmentID, at instant: Instant, as principal: Principal) async throws(CoreError) -> Assignment
}

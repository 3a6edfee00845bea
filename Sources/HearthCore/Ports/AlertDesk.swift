/// The alerts of an organisation and what people do about them.
public protocol AlertDesk: Sendable {
    /// Lists alerts, the newest raised first.
    func alerts(
        _ filter: AlertFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<AlertRecord>
    /// One alert.
    func alert(_ id: AlertID, as principal: Principal) async throws(CoreError) -> AlertRecord
    /// Takes note of an alert: it stays open, and stops asking for attention until it gets worse.
    func acknowledge(_ id: AlertID, note: String, as principal: Principal) async throws(CoreError) -> AlertRecord
    /// Closes an alert; what fires it again raises a new one.
    func resolve(_ id: AlertID, note: String, as principal: Principal) async throws(CoreError) -> AlertRecord
}

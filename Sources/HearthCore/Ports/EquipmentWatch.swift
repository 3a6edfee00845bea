/// Finds out who is silent: every server asks it again and again.
public protocol EquipmentWatch: Sendable {
    /// Says that this server is alive, and looks for silence when it is time and no other server does.
    ///
    /// - Returns: True when this call looked.
    /// - Throws: `CoreError` when the database cannot be asked; the next call makes up for it.
    @discardableResult
    func keep() async throws(CoreError) -> Bool
}

/// The value of one characteristic: its bytes as a type, and back.
public protocol CharacteristicValue: Hashable, Sendable {
    /// The UUID under which devices offer the value.
    static var uuid: CharacteristicUUID { get }

    /// Reads the value from the bytes of a read, a notification or an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    init(decoding bytes: [UInt8]) throws(GATTError)

    /// Writes the value as a device would send it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a part of the value has no exact form.
    func encoded() throws(GATTError) -> [UInt8]
}

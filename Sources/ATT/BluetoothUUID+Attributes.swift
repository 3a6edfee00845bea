extension BluetoothUUID {
    /// The declaration of a primary service.
    public static let primaryService: BluetoothUUID = 0x2800
    /// The declaration of a characteristic.
    public static let characteristicDeclaration: BluetoothUUID = 0x2803
    /// The client characteristic configuration descriptor, with which a client subscribes.
    public static let clientConfiguration: BluetoothUUID = 0x2902
}

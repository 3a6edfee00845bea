/// A device's vendor, product and version, 0x2A50 (Device Information Service 1.1, 3.10).
///
/// ```
///  0        1           3            5         7
/// +--------+-----------+------------+---------+
/// | source | vendor id | product id | version |   u8, u16, u16, u16 (binary-coded decimal 0xJJMN)
/// +--------+-----------+------------+---------+
/// ```
public struct PnPID: CharacteristicValue {
    /// Who has given the vendor its number.
    public enum VendorIDSource: UInt8, Hashable, Sendable {
        /// The Bluetooth SIG.
        case bluetoothSIG = 1
        /// The USB Implementers Forum.
        case usbImplementersForum = 2
    }

    /// 0x2A50.
    public static let uuid = CharacteristicUUID.pnpID

    /// Who has given the vendor its number.
    public let vendorIDSource: VendorIDSource
    /// The number of the vendor.
    public let vendorID: UInt16
    /// The vendor's number of the product.
    public let productID: UInt16
    /// The version of the product, 0xJJMN for JJ.M.N.
    public let productVersion: UInt16

    /// Describes a product, as a simulated device does.
    ///
    /// - Parameters:
    ///   - vendorIDSource: Who has given the vendor its number.
    ///   - vendorID: The number of the vendor.
    ///   - productID: The vendor's number of the product.
    ///   - productVersion: The version of the product, 0xJJMN for JJ.M.N.
    public init(vendorIDSource: VendorIDSource, vendorID: UInt16, productID: UInt16, productVersion: UInt16) {
        self.vendorIDSource = vendorIDSource
        self.vendorID = vendorID
        self.productID = productID
        self.productVersion = productVersion
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        guard let source = try VendorIDSource(rawValue: reader.uint8("vendor id source")) else {
            throw GATTError(.outOfRange, at: 0, expected: "vendor id source (1 or 2)")
        }
        vendorIDSource = source
        vendorID = try reader.uint16("vendor id")
        productID = try reader.uint16("product id")
        productVersion = try reader.uint16("product version")
        try reader.finish()
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Seven bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(vendorIDSource.rawValue)
        writer.uint16(vendorID)
        writer.uint16(productID)
        writer.uint16(productVersion)
        return writer.bytes
    }
}

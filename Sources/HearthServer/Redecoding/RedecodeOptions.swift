import GATT
import HearthCore
import Settings
import Vitals

/// What `hearth redecode` looks at, and whether it changes anything.
public struct RedecodeOptions: Sendable {
    /// Only the device with this identifier.
    public var device: String?
    /// Only devices whose registered model fits this pattern, in which `*` stands for any characters.
    public var registeredModel: String?
    /// Which measurements.
    public var filter: BytesFilter
    /// Only values that the quirk of this name mends.
    public var quirk: String?
    /// The path of a file of quirks that hold before those that Hearth knows, as gateways have one; nil for none.
    public var quirkFile: String?
    /// Who made the devices, as their Device Information says; Hearth does not keep it.
    public var manufacturer: String?
    /// Which model they are, as their Device Information says; nil takes what is registered.
    public var model: String?
    /// Correct what would change.
    public var isApplied: Bool
    /// Say something of each measurement that is not the same.
    public var isDetailed: Bool

    /// Makes options.
    public init(
        device: String? = nil,
        registeredModel: String? = nil,
        filter: BytesFilter = BytesFilter(),
        quirk: String? = nil,
        quirkFile: String? = nil,
        manufacturer: String? = nil,
        model: String? = nil,
        isApplied: Bool = false,
        isDetailed: Bool = false
    ) {
        self.device = device.map { DeviceIdentifier.canonical($0) }
        self.registeredModel = registeredModel
        self.filter = filter
        self.quirk = quirk
        self.quirkFile = quirkFile
        self.manufacturer = manufacturer
        self.model = model
        self.isApplied = isApplied
        self.isDetailed = isDetailed
    }

    /// The quirks that are known to the run.
    func quirks() throws -> DeviceQuirks {
        guard let quirkFile else { return try .known() }
        let file = try NamedFile(path: quirkFile, maximumBytes: DeviceQuirks.maximumBytes)
        return try .known(after: file.bytes, of: file.path)
    }

    func includes(_ identifier: String, model: String?) -> Bool {
        (device ?? identifier) == identifier && registeredModel.map { NamePattern($0).matches(model) } ?? true
    }

    func deviceModel(registered: String?) -> DeviceModel {
        DeviceModel(manufacturer: manufacturer, model: model ?? registered)
    }
}

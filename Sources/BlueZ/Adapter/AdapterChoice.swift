/// Which adapter the gateway owns.
public enum AdapterChoice: Hashable, Sendable, CustomStringConvertible {
    /// The first that can do Low Energy.
    case first
    /// The one with this number: `hci0` is 0.
    case index(UInt16)
    /// The one with this public address, wherever it is plugged in.
    case address(BluetoothAddress)

    /// Reads `first`, `hci0` or an address; nil when it is none of them.
    public init?(_ text: String) {
        if text == "first" {
            self = .first
        } else if text.hasPrefix("hci"), let index = UInt16(text.dropFirst(3)), index != ManagementCommand.noIndex {
            self = .index(index)
        } else if let address = BluetoothAddress(text) {
            self = .address(address)
        } else {
            return nil
        }
    }

    /// The form of the configuration file.
    public var description: String {
        switch self {
        case .first: "first"
        case .index(let index): "hci\(index)"
        case .address(let address): address.description
        }
    }

    func mayBe(_ index: UInt16) -> Bool { if case .index(let wanted) = self { wanted == index } else { true } }

    func accepts(_ information: AdapterInformation) -> Bool {
        guard information.supported.contains(.lowEnergy) else { return false }
        return if case .address(let wanted) = self { wanted == information.address } else { true }
    }
}

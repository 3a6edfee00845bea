import GATT
import Spool

extension DeviceFacts {
    /// By what known quirks are keyed; nil when the device has said neither.
    var deviceModel: DeviceModel? {
        manufacturer == nil && model == nil ? nil : DeviceModel(manufacturer: manufacturer, model: model)
    }

    /// What a continuous glucose monitor can do; nil when it has not said so in a form that is known.
    var feature: CGMFeature? { cgmFeature.flatMap { try? CGMFeature(decoding: $0) } }

    /// When the session of a continuous glucose monitor began; nil when it has not said so in a form that is known.
    var session: CGMSessionStartTime? { cgmSessionStart.flatMap { try? CGMSessionStartTime(decoding: $0) } }
}

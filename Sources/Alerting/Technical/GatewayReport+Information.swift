extension GatewayReport {
    /// What a device says of itself in its Device Information service; what it does not say is nil.
    public struct Information: Sendable, Hashable {
        /// The longest text, in Unicode scalars: device makers write less, and a report of 64 devices stays small.
        public static let maximumScalars = 100

        /// The manufacturer (0x2A29).
        public let manufacturer: String?
        /// The model number (0x2A24).
        public let model: String?
        /// The serial number (0x2A25).
        public let serialNumber: String?
        /// The firmware revision (0x2A26).
        public let firmware: String?
        /// The hardware revision (0x2A27).
        public let hardware: String?
        /// The software revision (0x2A28).
        public let software: String?

        /// Takes what a device says, without what does not belong into a text: control characters, and whatever is
        /// beyond `maximumScalars`.
        public init(
            manufacturer: String? = nil,
            model: String? = nil,
            serialNumber: String? = nil,
            firmware: String? = nil,
            hardware: String? = nil,
            software: String? = nil
        ) {
            self.manufacturer = manufacturer.flatMap(Self.clean)
            self.model = model.flatMap(Self.clean)
            self.serialNumber = serialNumber.flatMap(Self.clean)
            self.firmware = firmware.flatMap(Self.clean)
            self.hardware = hardware.flatMap(Self.clean)
            self.software = software.flatMap(Self.clean)
        }

        /// The text as it is shown; nil when nothing of it is left.
        static func clean(_ text: String) -> String? {
            let shown = String(String.UnicodeScalarView(text.unicodeScalars.filter(isShown).prefix(maximumScalars)))
            let parts = shown.split(separator: " ")
            return parts.isEmpty ? nil : parts.joined(separator: " ")
        }

        /// False for a control character.
        public static func isShown(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.generalCategory != .control
        }
    }
}

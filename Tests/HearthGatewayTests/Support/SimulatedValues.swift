import SimulatedDevices

/// Bytes as each kind of simulated device sends them, without a time stamp.
enum SimulatedValues {
    /// The value of a measurement; each number gives another.
    static func bytes(of kind: SimulatedDeviceKind, number: UInt8) -> [UInt8] {
        switch kind {
        // 120 plus the number over 80, mean 93, pulse 60.
        case .bloodPressureCuff: [0x04, 120 + number, 0, 80, 0, 93, 0, 60, 0]
        case .pulseOximeter: [0x00, 90 + number, 0, 60, 0]
        // 36.1 and more.
        case .thermometer: [0x00, 0x68 + number, 0x01, 0x00, 0xFF]
        case .weightScale: [0x00, number, 0x3E]
        case .heartRateStrap: [0x00, 60 + number]
        }
    }

    /// How many readings each value holds.
    static func readings(of kind: SimulatedDeviceKind) -> Int {
        switch kind {
        case .bloodPressureCuff, .pulseOximeter: 2
        case .thermometer, .weightScale, .heartRateStrap: 1
        }
    }
}

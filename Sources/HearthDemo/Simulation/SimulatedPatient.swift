import Alerting
import SimulatedDevices

/// One patient of the demo: a number instead of a name, the devices in the home, and what is usual for the person.
struct SimulatedPatient: Sendable {
    /// 1 to 12.
    var number: Int
    /// The group whose default limits hold.
    var group: LimitGroup
    /// The devices in the home; a device's identifier is made of the patient's number and its place here.
    var devices: [SimulatedDeviceKind]
    /// True for the one whose lungs fail in the course of the demo.
    var isDeteriorating: Bool

    /// The name that the care team sees.
    var name: String { "Patient \(number)" }

    /// The Bluetooth address of a device: locally administered (the second bit of the first octet), so nobody's.
    func identifier(of device: Int) -> String {
        func hexadecimal(_ value: Int) -> String { (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true) }
        return "02:48:52:00:\(hexadecimal(number)):\(hexadecimal(device + 1))"
    }

    /// A dozen patients; the last one deteriorates.
    static let cast: [SimulatedPatient] = (1...12).map { number in
        let isDeteriorating = number == 12
        let kinds: [SimulatedDeviceKind] =
            switch number % 3 {
            case 0: [.pulseOximeter, .thermometer]
            case 1: [.bloodPressureCuff, .weightScale]
            default: [.bloodPressureCuff, .pulseOximeter]
            }
        return SimulatedPatient(
            number: number,
            group: .standard,
            devices: kinds,
            isDeteriorating: isDeteriorating
        )
    }
}

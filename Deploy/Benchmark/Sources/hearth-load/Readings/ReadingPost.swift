import Foundation

/// Writes `POST /v1/readings` requests, no two alike: blood pressures of the cast's patients, one after the other.
///
/// Every reading has a time of its own, a second after the one before of the same patient, and raw bytes of its own.
struct ReadingPost {
    /// Readings are of the day before, so that none comes to lie in the future.
    private static let age: Int64 = 86_400_000
    private static let step: Int64 = 1_000

    private let gateways: [[UInt8]]
    private let patients: [[UInt8]]
    private var clocks: [Int64]
    /// No earlier run has used these numbers: they start from the time, in steps that no run outpaces.
    private var serial = MonotonicClock.now()
    private var turn = 0

    /// The place in the cast of the patient whose reading comes next.
    var patientInTurn: Int { turn % patients.count }

    init(_ cast: Cast) {
        gateways = cast.gateways.map { gateway in
            let fields = "Content-Type: application/json\r\nAuthorization: Bearer \(gateway.token)\r\nContent-Length: "
            return Array("POST /v1/readings HTTP/1.1\r\nHost: 127.0.0.1\r\n\(fields)".utf8)
        }
        patients = cast.patients.map { patient in
            let kind = "\"characteristic\":\"2A35\",\"kind\":\"blood-pressure\",\"unit\":\"mm[Hg]\""
            return Array("{\"device\":\"\(patient.identifier)\",\(kind),\"values\":{\"systolic-pressure\":".utf8)
        }
        let now = Int64(Date().timeIntervalSince1970 * 1_000)
        clocks = Array(repeating: now - ReadingPost.age, count: patients.count)
    }

    /// The next request: `count` readings of the patient whose turn it is.
    ///
    /// The systolic pressure is in mmHg; the limits of the standard group are 90 and 160. Answers the bytes, and the
    /// patient's place in the cast.
    mutating func next(count: Int, systolic: Int) -> (bytes: [UInt8], patient: Int) {
        let patient = patientInTurn
        var body = Array("{\"readings\":[".utf8)
        body.reserveCapacity(400 * count)
        for index in 0..<count {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            append(patient, systolic, to: &body)
        }
        body += "]}".utf8
        var bytes = gateways[turn % gateways.count]
        bytes.reserveCapacity(bytes.count + body.count + 16)
        bytes += String(body.count).utf8
        bytes += "\r\n\r\n".utf8
        bytes += body
        turn += 1
        return (bytes, patient)
    }

    private mutating func append(_ patient: Int, _ systolic: Int, to body: inout [UInt8]) {
        body += patients[patient]
        body += String(systolic).utf8
        body += ",\"diastolic-pressure\":81,\"mean-pressure\":95},\"deviceTime\":\"".utf8
        clocks[patient] += ReadingPost.step
        var time: [UInt8] = []
        time.reserveCapacity(24)
        TimeText.append(clocks[patient], to: &time)
        body += time.prefix(19)
        body += "\",\"effectiveAt\":\"".utf8
        body += time
        body += "\",\"receivedAt\":\"".utf8
        body += time
        body += "\",\"raw\":\"127c0051005f00".utf8
        appendHexadecimal(serial, to: &body)
        serial += 1
        body += "\"}".utf8
    }

    private func appendHexadecimal(_ value: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(value >> UInt64(shift) & 15)
            bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

/// Posts readings of which every so many cross a limit, and remembers when each of those was sent.
struct AlertWorkload: Workload {
    /// Within every limit of the standard group, and past its alert limit of 180.
    private static let calm = 124
    private static let alarming = 195

    private var post: ReadingPost
    private let alarmEvery: Int
    private var count = 0
    private var isAlarmed: [Bool]
    private var isCalming = false
    /// By the patient's place in the cast: when the reading was due to be sent that makes the next event.
    private(set) var sent: [Int: [UInt64]] = [:]

    /// The alarming readings go round the patients; the next one of an alarmed patient is calm again, which clears.
    init(_ cast: Cast, alarmEvery: Int) {
        post = ReadingPost(cast)
        self.alarmEvery = alarmEvery
        isAlarmed = Array(repeating: false, count: cast.patients.count)
    }

    /// From now on no reading is alarming, and the work is done when every patient is calm again.
    mutating func calmDown() { isCalming = true }

    mutating func request(at time: UInt64) -> [UInt8]? {
        if isCalming {
            guard isAlarmed.contains(true) else { return nil }
            let (bytes, patient) = post.next(count: 1, systolic: AlertWorkload.calm)
            isAlarmed[patient] = false
            return bytes
        }
        count += 1
        let mayAlarm = count % alarmEvery == 0
        let wasAlarmed = isAlarmed[post.patientInTurn]
        let systolic = mayAlarm && !wasAlarmed ? AlertWorkload.alarming : AlertWorkload.calm
        let (bytes, patient) = post.next(count: 1, systolic: systolic)
        isAlarmed[patient] = systolic == AlertWorkload.alarming
        if isAlarmed[patient] != wasAlarmed { sent[patient, default: []].append(time) }
        return bytes
    }

    func accepts(_ answer: HTTPAnswer) -> Bool { answer.status == 200 && answer.count(of: "\"created\"") == 1 }
}

import HearthCore
import Synchronization

/// What the demo's terminal calls a patient: only there are names shown beside events.
final class PatientNames: Sendable {
    private let names = Mutex<[String: String]>([:])

    func keep(_ name: String, of patient: PatientID) { names.withLock { $0[patient.description] = name } }

    func name(of patient: String) -> String { names.withLock { $0[patient] } ?? patient }
}

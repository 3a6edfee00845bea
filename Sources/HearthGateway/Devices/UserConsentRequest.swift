import ATT
import GATT
import Logging
import Spool

/// Tells a shared device for which of its users the gateway comes, where the configuration has the user's code.
///
/// Without consent a device says of nobody that he is the user (User Data Service 1.0, 3.3).
struct UserConsentRequest: Sendable {
    let device: String
    let consent: UserConsent
    let intake: MeasurementIntake
    let logger: Logger

    /// Asks; values that the device sends behind its answer are the user's, unless they name somebody themselves.
    func run(over client: GATTClient, _ context: SessionContext) async {
        guard let characteristic = await client.characteristic(.userControlPoint) else { return }
        let controlPoint = ControlPoint(characteristic, of: client) { [self] answer in
            note(isGiven(answer) ? consent.index : nil)
        }
        await context.use(controlPoint)
        do {
            try await client.subscribe(to: characteristic)
            guard let answer = try await controlPoint.ask(try consent.encoded()), isGiven(answer) else {
                logger.warning("the device does not take the user's consent", metadata: ["device": "\(device)"])
                return
            }
        } catch {
            logger.warning("consent failed", metadata: ["device": "\(device)", "error": "\(error)"])
            return
        }
        guard let bytes = await client.value(of: .userIndex) else { return }
        guard (try? UserIndex(decoding: bytes).index) != consent.index else { return }
        note(nil)
        logger.warning("the device names another user", metadata: ["device": "\(device)"])
    }

    private func isGiven(_ answer: [UInt8]) -> Bool {
        (try? UserControlResponse(decoding: answer).isSuccess) ?? false
    }

    private func note(_ index: UInt8?) {
        var facts = intake.facts(device: device)
        facts.userIndex = index
        intake.note(facts, device: device)
    }
}

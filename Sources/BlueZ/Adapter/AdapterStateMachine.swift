/// Decides how the gateway comes to its adapter and keeps it: an event goes in, actions come out, no IO inside.
///
/// One command is outstanding at a time. An adapter that was unplugged is waited for; one that was switched off or
/// reset is set up again from the beginning, since it may have lost everything.
struct AdapterStateMachine {
    /// What happened.
    enum Event {
        /// The socket to the kernel is open.
        case opened
        /// The command with this number was answered.
        case answered(Int, Result<[UInt8], BlueZError>)
        /// An adapter came, went, or was set by somebody.
        case told(UInt16, ManagementEvent)
        /// The pause is over.
        case pauseEnded
        /// Another program has used the adapter, and may have changed everything.
        case disturbed
    }

    /// What the shell has to do, in this order.
    enum Action: Hashable {
        case perform(Int, ManagementCommand, index: UInt16)
        case pause(Duration)
        case announce(AdapterState)
        /// A step that is not needed failed.
        case note(ManagementCommand, BlueZError)
    }

    /// How long to wait after a failure: a switch may be flipped, a driver may settle.
    static let pauseAfterFailure: Duration = .seconds(5)

    private enum Phase {
        case idle
        case looking
        case inspecting([UInt16])
        case settingUp(UInt16, AdapterInformation, [AdapterStep])
        case ready(UInt16)
        case absent
        case pausing
    }

    /// What is wanted; bonds that are made later are added to it.
    private(set) var plan: AdapterPlan
    private var phase = Phase.idle
    private var outstanding = 0

    init(plan: AdapterPlan) { self.plan = plan }

    /// The adapter that is being used or set up; nil while there is none.
    var index: UInt16? {
        switch phase {
        case .settingUp(let index, _, _), .ready(let index): index
        default: nil
        }
    }

    mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .opened: return look()
        case .pauseEnded: if case .pausing = phase { return look() }
        case .answered(let id, let result) where id == outstanding: return answered(result)
        case .answered: break
        case .told(let index, let event): return told(index, event)
        case .disturbed: if case .ready(let index) = phase { return setUpAgain(index) }
        }
        return []
    }

    /// The bonds or the watched devices have changed: the kernel connects to those that are new or work again, and no
    /// more to those that are lost.
    ///
    /// It has the keys of a pairing already. Nobody waits for the answers: without them, connecting takes a little
    /// longer.
    mutating func change(_ body: (inout AdapterPlan) -> Void) -> [Action] {
        let before = plan.reactions
        body(&plan)
        guard case .ready(let index) = phase else { return [] }
        let now = plan.reactions
        let ended = before.keys.filter { now[$0] == nil }.map(ManagementCommand.removeDevice)
        let begun = now.filter { before[$0.key] != $0.value }.map(\.value)
        return (ended + begun).map { .perform(0, $0, index: index) }
    }

    private mutating func look() -> [Action] {
        phase = .looking
        return [ask(.readIndexList, ManagementCommand.noIndex)]
    }

    private mutating func ask(_ command: ManagementCommand, _ index: UInt16) -> Action {
        outstanding += 1
        return .perform(outstanding, command, index: index)
    }

    private mutating func told(_ index: UInt16, _ event: ManagementEvent) -> [Action] {
        switch (event, phase) {
        case (.indexAdded, .absent), (.indexAdded, .looking), (.indexAdded, .inspecting), (.indexAdded, .pausing):
            return look()
        case (.indexRemoved, _) where index == self.index: return [.announce(.absent)] + look()
        case (.indexRemoved, .inspecting): return look()
        case (.newSettings(let settings), .ready(let own))
        where own == index && !settings.isSuperset(of: plan.needed):
            return setUpAgain(index)
        default: return []
        }
    }

    private mutating func setUpAgain(_ index: UInt16) -> [Action] {
        phase = .inspecting([index])
        return [.announce(.settingUp), ask(.readInformation, index)]
    }

    private mutating func answered(_ result: Result<[UInt8], BlueZError>) -> [Action] {
        switch (phase, result) {
        case (.looking, .success(let bytes)):
            do throws(BlueZError) {
                return inspect(try AdapterList.indexes(bytes).filter(plan.choice.mayBe))
            } catch {
                return fail(error)
            }
        case (.inspecting(let candidates), .success(let bytes)):
            do throws(PacketFault) {
                return choose(try AdapterInformation(decoding: bytes), candidates)
            } catch {
                return fail(.malformed(error))
            }
        case (.inspecting(let candidates), .failure(.refused(_, .invalidIndex))):
            return inspect(Array(candidates.dropFirst()))
        case (.settingUp(let index, let information, let steps), .success):
            return goOn(index, information, Array(steps.dropFirst()))
        case (.settingUp(let index, let information, let steps), .failure(let error)):
            guard let step = steps.first, !step.isNeeded, error != .closed else { return fail(error) }
            return [.note(step.command, error)] + goOn(index, information, Array(steps.dropFirst()))
        case (_, .failure(let error)): return fail(error)
        default: return []
        }
    }

    private mutating func inspect(_ candidates: [UInt16]) -> [Action] {
        guard let first = candidates.first else {
            phase = .absent
            return [.announce(.absent)]
        }
        phase = .inspecting(candidates)
        return [ask(.readInformation, first)]
    }

    private mutating func choose(_ information: AdapterInformation, _ candidates: [UInt16]) -> [Action] {
        guard let index = candidates.first else { return [] }
        guard plan.choice.accepts(information) else { return inspect(Array(candidates.dropFirst())) }
        return [.announce(.settingUp)] + goOn(index, information, plan.steps(for: information))
    }

    private mutating func goOn(
        _ index: UInt16,
        _ information: AdapterInformation,
        _ steps: [AdapterStep]
    ) -> [Action] {
        guard let next = steps.first else {
            phase = .ready(index)
            return [.announce(.ready(index: index, information))]
        }
        phase = .settingUp(index, information, steps)
        return [ask(next.command, index)]
    }

    private mutating func fail(_ error: BlueZError) -> [Action] {
        phase = .pausing
        return [.announce(.failed(error)), .pause(Self.pauseAfterFailure)]
    }
}

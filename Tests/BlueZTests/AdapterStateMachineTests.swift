import Testing

@testable import BlueZ

@Suite("The adapter's decisions")
struct AdapterStateMachineTests {
    private static let on: AdapterSettings = [.powered, .lowEnergy, .secureConnections]

    /// A machine together with the answers that a kernel gives.
    private struct Play {
        var machine: AdapterStateMachine
        var commands: [ManagementCommand] = []
        var states: [AdapterState] = []
        var pauses: [Duration] = []
        var notes: [ManagementCommand] = []

        init(
            choice: AdapterChoice = .first,
            purpose: AdapterPurpose = .reading,
            isPrivate: Bool = false,
            book: BondBook = BondBook()
        ) {
            machine = AdapterStateMachine(
                plan: AdapterPlan(choice: choice, name: "hearth", purpose: purpose, isPrivate: isPrivate, book: book)
            )
        }

        /// Handles an event and answers every command that follows, until there is none.
        mutating func run(
            _ event: AdapterStateMachine.Event,
            answer: (ManagementCommand, UInt16) -> Result<[UInt8], BlueZError>?
        ) {
            var actions = machine.handle(event)
            while !actions.isEmpty {
                switch actions.removeFirst() {
                case .perform(let id, let command, let index):
                    commands.append(command)
                    if let result = answer(command, index) { actions += machine.handle(.answered(id, result)) }
                case .announce(let state): states.append(state)
                case .pause(let pause): pauses.append(pause)
                case .note(let command, _): notes.append(command)
                }
            }
        }
    }

    private static func kernel(
        _ adapters: [UInt16: AdapterInformation],
        refusing: [UInt16: ManagementStatus] = [:]
    ) -> (ManagementCommand, UInt16) -> Result<[UInt8], BlueZError>? {
        { command, index in
            if let status = refusing[command.opcode] {
                return .failure(.refused(opcode: command.opcode, status: status))
            }
            switch command {
            case .readIndexList:
                var composer = ByteComposer()
                composer.add(UInt16(adapters.count))
                for index in adapters.keys { composer.add(index) }
                return .success(composer.bytes)
            case .readInformation:
                guard let information = adapters[index] else {
                    return .failure(.refused(opcode: command.opcode, status: .invalidIndex))
                }
                return .success(encode(information))
            default: return .success([])
            }
        }
    }

    private static func encode(_ information: AdapterInformation) -> [UInt8] {
        var composer = ByteComposer()
        composer.add(information.address.littleEndian + [9, 0, 0])
        composer.add(information.supported.rawValue)
        composer.add(information.current.rawValue)
        composer.add([0, 0, 0])
        composer.add(text: information.name, length: AdapterInformation.nameBytes)
        composer.add(text: "", length: AdapterInformation.shortNameBytes)
        return composer.bytes
    }

    @Test("A fresh adapter is set up in the kernel's order, and has all keys before it is turned on")
    func freshAdapter() {
        let bond = Bond(peer: Samples.cuff, longTermKeys: [Samples.key()], identityKey: Samples.secret(1))
        var play = Play(book: BondBook([bond]))
        let fresh = Samples.information(current: [.powered, .classic, .privacy])
        play.run(.opened, answer: Self.kernel([0: fresh]))
        #expect(
            play.commands == [
                .readIndexList, .readInformation,
                .setPowered(false), .setLowEnergy(true), .setClassic(false),
                .setSecureConnections(true), .setPrivacy(nil), .setName("hearth"), .setCapability(.none),
                .loadIdentityKeys([IdentityKey(peer: Samples.cuff, value: Samples.secret(1))]),
                .loadLongTermKeys([Samples.key()]),
                .setPowered(true), .addDevice(Samples.cuff),
            ]
        )
        #expect(play.states == [.settingUp, .ready(index: 0, fresh)])
    }

    @Test("An adapter that is right already only gets its keys: its connections go on")
    func readyAdapter() {
        var play = Play(book: BondBook([Bond(peer: Samples.cuff, longTermKeys: [Samples.key()])]))
        play.run(.opened, answer: Self.kernel([0: Samples.information(current: Self.on, name: "hearth")]))
        #expect(
            play.commands.dropFirst(2) == [
                .setCapability(.none), .loadIdentityKeys([]), .loadLongTermKeys([Samples.key()]),
                .addDevice(Samples.cuff),
            ]
        )
    }

    @Test("An adapter that is to hide gets its key while the radio is off, and is set up again when it shows itself")
    func privacy() {
        var play = Play(isPrivate: true, book: BondBook(ownIdentityKey: Samples.secret(7)))
        let adapter = Samples.information(current: Self.on.union(.privacy), name: "hearth")
        play.run(.opened, answer: Self.kernel([0: adapter]))
        #expect(
            play.commands.dropFirst(2) == [
                .setPowered(false), .setPrivacy(Samples.secret(7)), .setCapability(.none), .loadIdentityKeys([]),
                .loadLongTermKeys([]), .setPowered(true),
            ]
        )
        play.run(.told(0, .newSettings(Self.on)), answer: Self.kernel([0: adapter]))
        #expect(play.states.suffix(2) == [.settingUp, .ready(index: 0, adapter)])
    }

    @Test("An adapter that cannot hide although it is told to is not used")
    func noPrivacy() {
        var play = Play(isPrivate: true, book: BondBook(ownIdentityKey: Samples.secret(7)))
        play.run(.opened, answer: Self.kernel([0: Samples.information()], refusing: [0x002F: .notSupported]))
        #expect(play.states.last == .failed(.refused(opcode: 0x002F, status: .notSupported)))
    }

    @Test("A device that is looked out for is told of and not connected to, until it is bonded")
    func watched() {
        var play = Play()
        play.run(.opened, answer: Self.kernel([0: Samples.information(current: Self.on)]))
        let begun = play.machine.change { $0.watched = [Samples.cuff] }
        #expect(begun == [.perform(0, .watchDevice(Samples.cuff), index: 0)])
        play.commands = []
        play.run(.told(0, .indexRemoved), answer: Self.kernel([:]))
        play.run(.told(0, .indexAdded), answer: Self.kernel([0: Samples.information(current: Self.on)]))
        #expect(play.commands.last == .watchDevice(Samples.cuff))
        let book = BondBook([Bond(peer: Samples.cuff, longTermKeys: [Samples.key()])])
        let bonded = play.machine.change { $0.book = book }
        #expect(bonded == [.perform(0, .addDevice(Samples.cuff), index: 0)])
        let ended = play.machine.change { $0.watched = [] }
        #expect(ended.isEmpty)
    }

    @Test("While a person pairs, the bonded devices are left alone")
    func pairing() {
        var play = Play(purpose: .pairing, book: BondBook([Bond(peer: Samples.cuff, longTermKeys: [Samples.key()])]))
        play.run(.opened, answer: Self.kernel([0: Samples.information(current: Self.on)]))
        #expect(play.commands.contains(.loadLongTermKeys([Samples.key()])))
        #expect(!play.commands.contains(.addDevice(Samples.cuff)))
        // A gateway that was stopped has left it with the kernel.
        #expect(play.commands.contains(.removeDevice(Samples.cuff)))
    }

    @Test("Nobody can make a bond while no person pairs")
    func notBondable() {
        var play = Play()
        play.run(.opened, answer: Self.kernel([0: Samples.information(current: [.bondable, .lowEnergy])]))
        #expect(play.commands.contains(.setBondable(false)))
    }

    @Test(
        "The chosen adapter is taken, whatever the others are",
        arguments: [
            (.first, 1), (.index(2), 2), (.index(1), 1), (.index(7), nil),
            (.address(Samples.address("C0:FF:EE:00:00:02")), 2), (.address(Samples.address("C0:FF:EE:00:00:09")), nil),
        ] as [(AdapterChoice, UInt16?)]
    )
    func choice(choice: AdapterChoice, expected: UInt16?) {
        var play = Play(choice: choice)
        var other = Samples.information(current: Self.on)
        other.address = Samples.address("C0:FF:EE:00:00:02")
        let classicOnly = Samples.information(supported: [.powered, .classic])
        let first = Samples.information(current: Self.on)
        play.run(.opened, answer: Self.kernel([0: classicOnly, 1: first, 2: other]))
        #expect(play.machine.index == expected)
        if expected == nil { #expect(play.states == [.absent]) }
    }

    @Test("An adapter that is unplugged is waited for, and set up again when it is back")
    func replugged() {
        var play = Play(book: BondBook([Bond(peer: Samples.cuff, longTermKeys: [Samples.key()])]))
        let adapter = Samples.information(current: [])
        play.run(.opened, answer: Self.kernel([0: adapter]))
        play.run(.told(0, .indexRemoved), answer: Self.kernel([:]))
        #expect(play.states.suffix(2) == [.absent, .absent])
        #expect(play.machine.index == nil)
        play.commands = []
        play.run(.told(1, .indexAdded), answer: Self.kernel([1: adapter]))
        #expect(play.states.last == .ready(index: 1, adapter))
        #expect(play.commands.contains(.loadLongTermKeys([Samples.key()])))
        #expect(play.commands.last == .addDevice(Samples.cuff))
    }

    @Test("An adapter that is pulled out during its setting up leaves nothing behind: late answers count for nothing")
    func pulledOutMeanwhile() {
        var play = Play()
        var pending: Int?
        for action in play.machine.handle(.opened) { if case .perform(let id, _, _) = action { pending = id } }
        play.run(.answered(pending ?? 0, .success([1, 0, 0, 0]))) { _, _ in nil }
        #expect(play.commands == [.readInformation])
        play.run(.told(0, .indexRemoved), answer: Self.kernel([:]))
        #expect(play.states == [.absent])
        play.run(.answered(2, .success(Self.encode(Samples.information())))) { _, _ in nil }
        #expect(play.states == [.absent])
        #expect(play.machine.index == nil)
    }

    @Test("A controller that was reset or switched off by somebody is set up again")
    func reset() {
        var play = Play()
        let adapter = Samples.information(current: Self.on, name: "hearth")
        play.run(.opened, answer: Self.kernel([0: adapter]))
        play.commands = []
        play.run(.told(0, .newSettings([.lowEnergy])), answer: Self.kernel([0: Samples.information()]))
        #expect(play.commands.contains(.setPowered(true)))
        #expect(play.commands.contains(.loadLongTermKeys([])))
        #expect(play.states.suffix(2) == [.settingUp, .ready(index: 0, Samples.information())])
        play.commands = []
        play.run(.told(0, .newSettings(Self.on)), answer: Self.kernel([0: adapter]))
        play.run(.told(3, .newSettings([])), answer: Self.kernel([0: adapter]))
        #expect(play.commands.isEmpty)
    }

    @Test("A radio that a switch keeps off is said, and tried again after a pause")
    func blocked() {
        var play = Play()
        let adapter = Samples.information()
        play.run(.opened, answer: Self.kernel([0: adapter], refusing: [0x0005: .blockedBySwitch]))
        #expect(play.states.last == .failed(.refused(opcode: 0x0005, status: .blockedBySwitch)))
        #expect(play.pauses == [AdapterStateMachine.pauseAfterFailure])
        play.run(.pauseEnded, answer: Self.kernel([0: adapter]))
        #expect(play.states.last == .ready(index: 0, adapter))
    }

    @Test("A setting that is not needed does not keep the gateway from working, and is noted")
    func optional() {
        var play = Play(book: BondBook([Bond(peer: Samples.cuff, longTermKeys: [Samples.key()])]))
        let adapter = Samples.information()
        play.run(.opened, answer: Self.kernel([0: adapter], refusing: [0x002D: .rejected, 0x0033: .noResources]))
        #expect(play.notes == [.setSecureConnections(true), .addDevice(Samples.cuff)])
        #expect(play.states.last == .ready(index: 0, adapter))
    }

    @Test("The kernel connects to what is bonded, and not to a device that has lost its bond until it works again")
    func lost() {
        let scale = Bond(peer: Samples.scale, longTermKeys: [Samples.key(of: Samples.scale)])
        let cuff = Bond(peer: Samples.cuff, longTermKeys: [Samples.key()])
        var lostCuff = cuff
        lostCuff.isLost = true
        var play = Play(book: BondBook([scale, lostCuff]))
        play.run(.opened, answer: Self.kernel([0: Samples.information()]))
        #expect(!play.commands.contains(.addDevice(Samples.cuff)))
        #expect(play.commands.contains(.loadLongTermKeys([Samples.key(of: Samples.scale), Samples.key()])))
        let found = play.machine.change { $0.book = BondBook([scale, cuff]) }
        #expect(found == [.perform(0, .addDevice(Samples.cuff), index: 0)])
        let same = play.machine.change { $0.book = BondBook([scale, cuff]) }
        #expect(same.isEmpty)
        let again = play.machine.change { $0.book = BondBook([scale, lostCuff]) }
        #expect(again == [.perform(0, .removeDevice(Samples.cuff), index: 0)])
    }

    @Test("An answer that is not what the command announces is an error, not a crash")
    func malformed() {
        var play = Play()
        play.run(.opened) { _, _ in .success([2, 0, 0]) }
        #expect(play.states == [.failed(.malformed(PacketFault(byte: 2, expected: "2 more bytes")))])
    }
}

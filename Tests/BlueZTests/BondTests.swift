import Foundation
import Testing

@testable import BlueZ

@Suite("Bonds")
struct BondTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("hearth-bonds-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    }

    private var path: String { folder.appendingPathComponent("bonds.json").path }

    private static let book = BondBook(
        [
            Bond(
                peer: Samples.cuff,
                name: "Cuff",
                longTermKeys: [Samples.key(kind: .authenticated, octet: 0x1F)],
                identityKey: Samples.secret(0xE0)
            ),
            Bond(
                peer: Samples.scale,
                longTermKeys: [
                    Samples.key(of: Samples.scale, kind: .unauthenticatedLegacy, central: 0),
                    Samples.key(of: Samples.scale, kind: .unauthenticatedLegacy, central: 1, octet: 3),
                ]
            ),
        ],
        ownIdentityKey: Samples.secret(0x2E)
    )

    /// A mutating call does not fit into an expectation.
    private func take(_ book: inout BondBook, _ event: ManagementEvent) -> Bool { book.take(event) }

    @Test("are read as they were written, by their owner only")
    func roundTrip() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = BondFile(folder: folder)
        #expect(try file.read() == BondBook())
        try file.write(Self.book)
        #expect(try file.read() == Self.book)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["bonds.json"])
    }

    @Test("have a form that later versions can read")
    func form() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            {"version": 1, "bonds": [{"address": "F0:F1:F2:F3:F4:00", "kind": 2, "name": "Cuff",
              "identityKey": "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0", "longTermKeys": [{"kind": 3, "central": 0,
              "sizeBytes": 16, "diversifier": 0, "random": 0, "value": "1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f"}]}]}
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        #expect(try BondFile(folder: folder).read().bonds == [Self.book.bonds[0]])
    }

    @Test("that others could read, or that are not whole, are an error and are not replaced")
    func unusable() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = BondFile(folder: folder)
        try file.write(Self.book)
        chmod(path, 0o640)
        #expect(throws: BlueZError.bondFile("bonds.json is readable by others: chmod 600")) { try file.read() }
        chmod(path, 0o600)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        for text in [whole.prefix(whole.count / 2), Data(), Data("{\"version\":2,\"bonds\":[]}".utf8)] {
            try text.write(to: URL(fileURLWithPath: path))
            chmod(path, 0o600)
            #expect(throws: BlueZError.self) { try file.read() }
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text))
        }
    }

    @Test("with a private address or an impossible key are refused: the kernel would refuse all keys")
    func impossible() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = BondFile(folder: folder)
        let privateAddress = PeerAddress(Samples.address("40:00:00:00:00:01"), .randomAddress)
        var short = Samples.key()
        short.sizeBytes = 5
        for bond in [Bond(peer: privateAddress), Bond(peer: Samples.cuff, longTermKeys: [short])] {
            try file.write(BondBook([bond]))
            #expect(throws: BlueZError.self) { try file.read() }
        }
    }

    @Test("A draft that a crash left behind is in nobody's way")
    func draft() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".new"))
        chmod(path + ".new", 0o666)
        let file = BondFile(folder: folder)
        try file.write(Self.book)
        #expect(try file.read() == Self.book)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test("A new pairing replaces the keys of the one before")
    func replacement() {
        var book = BondBook()
        let legacy = Samples.key(kind: .unauthenticatedLegacy, central: 0)
        let other = Samples.key(kind: .unauthenticatedLegacy, central: 1)
        let renewed = Samples.key(kind: .authenticatedLegacy, central: 0, octet: 9)
        let secure = Samples.key(kind: .authenticated, octet: 7)
        #expect(take(&book, .newLongTermKey(legacy, isKept: true)))
        #expect(take(&book, .newLongTermKey(other, isKept: true)))
        #expect(book.bonds.map(\.longTermKeys) == [[legacy, other]])
        #expect(take(&book, .newLongTermKey(renewed, isKept: true)))
        #expect(book.bonds.map(\.longTermKeys) == [[other, renewed]])
        #expect(take(&book, .newLongTermKey(secure, isKept: true)))
        #expect(book.bonds.map(\.longTermKeys) == [[secure]])
        #expect(book.bonds[0].isAuthenticated)
        #expect(!take(&book, .newLongTermKey(secure, isKept: true)))
    }

    @Test("A device that lost its keys is remembered as such, with its bond, until it works or is paired again")
    func lost() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var book = Self.book
        let isMarked = book.mark(Samples.cuff.address, isLost: true)
        #expect(isMarked)
        #expect(book.bonds[0].longTermKeys == Self.book.bonds[0].longTermKeys)
        let isMarkedTwice = book.mark(Samples.cuff.address, isLost: true)
        #expect(!isMarkedTwice)
        let isStrangerMarked = book.mark(Samples.address("00:00:00:00:00:01"), isLost: true)
        #expect(!isStrangerMarked)
        try BondFile(folder: folder).write(book)
        #expect(try BondFile(folder: folder).read() == book)
        #expect(take(&book, .newLongTermKey(Samples.key(kind: .authenticated, octet: 4), isKept: true)))
        #expect(!book.bonds[0].isLost)
    }

    @Test("Keys that are not to be kept, that anybody knows, or whose owner changes address make no bond")
    func notKept() {
        var book = BondBook()
        let privateAddress = PeerAddress(Samples.address("40:00:00:00:00:01"), .randomAddress)
        #expect(!take(&book, .newLongTermKey(Samples.key(), isKept: false)))
        #expect(!take(&book, .newLongTermKey(Samples.key(kind: .debug), isKept: true)))
        #expect(!take(&book, .newLongTermKey(Samples.key(of: privateAddress), isKept: true)))
        #expect(book.bonds.isEmpty)
    }

    @Test(
        "No failure of a link removes a bond",
        arguments: [
            .disconnected(Samples.cuff, .authenticationFailure), .connectFailed(Samples.cuff, .authenticationFailed),
            .authenticationFailed(Samples.cuff, .authenticationFailed), .indexRemoved, .controllerError(1),
        ] as [ManagementEvent]
    )
    func failures(event: ManagementEvent) {
        var book = Self.book
        let isChanged = book.take(event)
        #expect(!isChanged)
        #expect(book == Self.book)
    }

    @Test("A key is in no text that could be logged")
    func secrecy() {
        let bond = Self.book.bonds[0]
        var dumped = ""
        dump(bond, to: &dumped)
        for text in ["\(bond)", String(reflecting: bond), dumped] {
            #expect(!text.contains("31, 31"))
            #expect(!text.lowercased().contains("1f1f"))
        }
    }
}

import ModelledManager
import Testing

@testable import Supervision

@Suite("What the service manager is told")
struct ServiceManagerTests {
    @Test("Each word is a line of one datagram")
    func words() throws {
        let socket = try ManagerSocket()
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": socket.path]))
        manager.tell(.ready, .status("two\nlines"))
        manager.tell(.stopping)
        #expect(socket.all() == ["READY=1\nSTATUS=two lines", "STOPPING=1"])
        #expect(manager.watchdogTimeout == nil)
    }

    @Test("Nobody listens, or has gone: that is no error")
    func nobody() throws {
        #expect(ServiceManager(environment: [:]) == nil)
        let manager = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "/nowhere/notify"]))
        manager.tell(.ready)
        let abstract = try #require(ServiceManager(environment: ["NOTIFY_SOCKET": "@hearth-nobody"]))
        abstract.tell(.ready)
    }

    @Test(
        "What is not a socket's name is none",
        arguments: ["", "@", "/", "notify", "/" + String(repeating: "a", count: 107)]
    )
    func names(name: String) {
        #expect(ServiceManager(environment: ["NOTIFY_SOCKET": name]) == nil)
    }

    @Test(
        "A watchdog is for the process that it names",
        arguments: [
            ("30000000", nil, 30), ("30000000", "7", 30), ("30000000", "8", nil), ("0", "7", nil), ("x", "7", nil),
            (nil, "7", nil),
        ] as [(String?, String?, Int64?)]
    )
    func watchdog(microseconds: String?, process: String?, seconds: Int64?) throws {
        var environment = ["NOTIFY_SOCKET": "/run/notify"]
        environment["WATCHDOG_USEC"] = microseconds
        environment["WATCHDOG_PID"] = process
        let manager = try #require(ServiceManager(environment: environment, processIdentifier: 7))
        #expect(manager.watchdogTimeout == seconds.map { .seconds($0) })
    }
}

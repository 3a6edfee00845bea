import CLibPQ
import Dispatch
import EventLoops
import Foundation

/// A connection string taken apart, with its host names resolved: libpq would block the loop for that.
struct ConnectionParameters {
    private var values: [String: String]

    init(_ configuration: PostgresConfiguration) throws(PostgresError) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(configuration.connectionString, &message) else {
            // libpq's message quotes the string, which may hold a password.
            PQfreemem(message)
            throw PostgresError(.invalidConnectionString, "libpq cannot read the connection string")
        }
        defer { PQconninfoFree(options) }
        values = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        values["client_encoding"] = "UTF8"
        if values["application_name"] == nil { values["application_name"] = configuration.applicationName }
    }

    /// Starts a connection; nil when there is no memory for it.
    func connect() -> OpaquePointer? {
        let pairs = Array(values)
        let keywords = pairs.map { strdup($0.key) } + [nil]
        let values = pairs.map { strdup($0.value) } + [nil]
        defer { for pointer in keywords + values { free(pointer) } }
        return PQconnectStartParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
    }

    /// Gives every host its numeric addresses; a host with several is tried at each of them in turn.
    mutating func resolveHosts() async throws(PostgresError) {
        guard let hostList = values["host"], values["hostaddr"] == nil else { return }
        let hosts = ConnectionParameters.items(hostList)
        guard hosts.contains(where: ConnectionParameters.isName) else { return }
        let ports = values["port"].map(ConnectionParameters.items) ?? [""]
        var resolved: [(host: String, address: String, port: String)] = []
        for (index, host) in hosts.enumerated() {
            let port = ports.count == hosts.count ? ports[index] : ports[0]
            let isName = ConnectionParameters.isName(host)
            let isPath = host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@")
            let addresses = isName ? await ConnectionParameters.addresses(of: host) : [isPath ? "" : host]
            resolved += addresses.map { (host, $0, port) }
        }
        guard !resolved.isEmpty else {
            throw PostgresError(.connectFailed, "no address is known for the host")
        }
        values["host"] = resolved.map(\.host).joined(separator: ",")
        values["hostaddr"] = resolved.map(\.address).joined(separator: ",")
        values["port"] = resolved.map(\.port).joined(separator: ",")
    }

    private static func items(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static func isName(_ host: String) -> Bool {
        var address = in6_addr()
        let isNumeric = inet_pton(AF_INET, host, &address) == 1 || inet_pton(AF_INET6, host, &address) == 1
        return !(host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || isNumeric)
    }

    private static func addresses(of host: String) async -> [String] {
        let answer = OneShot<[String]>()
        DispatchQueue.global().async { answer.fulfil(lookUp(host)) }
        return await answer.value()
    }

    private static func lookUp(_ host: String) -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [String] = []
        var entry = list
        while let current = entry {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let length = socklen_t(text.count)
            let address = current.pointee
            if getnameinfo(address.ai_addr, address.ai_addrlen, &text, length, nil, 0, NI_NUMERICHOST) == 0 {
                addresses.append(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
            }
            entry = address.ai_next
        }
        return addresses
    }
}

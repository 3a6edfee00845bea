import Logging
import Upload
import Vitals

/// Renews the gateway's own token, so that at every moment the one on disk is one that the server takes.
///
/// 1. The server gives a further token; both are valid.
/// 2. The new one is on disk, with the old one beside it, before anything is sent with it.
/// 3. The server is told, with the token that is on disk, that this one is kept; then the other expires.
///
/// The third step is repeated at each start and until it is answered, so that an interruption anywhere leaves a token
/// that works. One that the server does not take, which was restored from a copy of before for example, is exchanged
/// for the previous one where that is taken.
struct CredentialKeeper: Sendable {
    /// How often it is looked whether something is to be done; that costs a look at a file.
    static let pause: Duration = .seconds(60)
    /// How often it is looked while the time is not known.
    private static let clockPause: Duration = .seconds(1)
    /// How far the pause strays, so that the gateways of a server that was down do not come in step.
    private static let jitter = 0.8...1.2

    private let state: StateDirectory
    private let transport: any HTTPTransport
    private let age: CredentialAge
    private let clock: @Sendable () -> Instant?
    private let logger: Logger
    private let standing: CredentialStanding
    private let onChange: @Sendable (BearerCredential) async -> Void

    /// Makes a keeper.
    ///
    /// - Parameters:
    ///   - state: Where the token is.
    ///   - transport: The way to the server.
    ///   - age: When the token is renewed.
    ///   - standing: What the server thinks of the token.
    ///   - clock: The time; nil while it is not known, and nothing is renewed.
    ///   - logger: Gets what happens, without tokens.
    ///   - onChange: Is given each other token that is on disk from now on.
    init(
        state: StateDirectory,
        transport: any HTTPTransport,
        age: CredentialAge,
        standing: CredentialStanding,
        clock: @escaping @Sendable () -> Instant?,
        logger: Logger,
        onChange: @escaping @Sendable (BearerCredential) async -> Void
    ) {
        self.state = state
        self.transport = transport
        self.age = age
        self.standing = standing
        self.clock = clock
        self.logger = logger
        self.onChange = onChange
    }

    /// Keeps the token until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            // The first answer of the server tells the time, if nobody else does.
            let isTimeKnown = clock() != nil
            do {
                if isTimeKnown { try await turn() }
            } catch  where Task.isCancelled {
                return
            } catch {
                // That the server is not reached the uploads and the reports say too.
                let isSaidElsewhere = [.network, .timedOut].contains((error as? UploadError)?.code)
                logger.log(
                    level: isSaidElsewhere ? .debug : .warning,
                    "the token is not renewed now",
                    metadata: ["error": "\(error)"]
                )
            }
            let pause = isTimeKnown ? Self.pause * Double.random(in: Self.jitter) : Self.clockPause
            try? await Task.sleep(for: pause)
        }
    }

    /// Does what is to be done: confirms, renews, or nothing.
    ///
    /// - Throws: `GatewayError` or `UploadError`; the next turn goes on where this one ended.
    func turn() async throws {
        guard try await isKept(), let now = clock(), let writtenAt = state.credentialWrittenAt,
            age.isDue(writtenAt: writtenAt, now: now),
            let credential = try state.credential()
        else { return }
        let renewed = try await Enrolment.renewal(of: BearerCredential(credential), over: transport)
        try state.replace(credential: renewed.token)
        standing.doubt()
        await onChange(try BearerCredential(renewed.token))
        if try await isKept() { logger.notice("the token was renewed") }
    }

    /// Whether the server knows that the token on disk is the one that is kept.
    private func isKept() async throws -> Bool {
        if standing.isConfirmed { return true }
        guard let credential = try state.credential() else { return false }
        if try await Enrolment.confirm(BearerCredential(credential), over: transport) {
            standing.confirm()
            return true
        }
        guard let previous = try state.previousCredential(), previous != credential,
            try await Enrolment.confirm(BearerCredential(previous), over: transport)
        else { return false }
        try state.replace(credential: previous)
        standing.confirm()
        await onChange(try BearerCredential(previous))
        logger.warning("the server does not know the token, and takes the previous one")
        return true
    }
}

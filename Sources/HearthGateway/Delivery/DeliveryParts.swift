import Upload

/// What brings measurements to the server: the uploads, and the token that they are sent with.
struct DeliveryParts: Sendable {
    /// Sends what is in the spool.
    let uploader: Uploader
    /// When the server was last heard.
    let contact: ServerContact
    /// The way to the server of everything that is rare, reports and renewals; the uploads do not wait for it.
    let transport: any HTTPTransport
    private let keeper: CredentialKeeper

    /// Makes the parts; nothing runs yet.
    ///
    /// - Parameters:
    ///   - ground: What they stand on.
    ///   - observe: Is told the outcome of each upload.
    /// - Throws: `GatewayError.notEnrolled`, or what keeps the way to the server from use.
    init(on ground: GatewayGround, observe: @escaping @Sendable (UploadEvent) -> Void) throws {
        let standing = CredentialStanding()
        let contact = ServerContact()
        let uploader = try Self.uploader(on: ground, contact: contact, standing: standing, observe: observe)
        let transport = try ground.configuration.transport()
        let clock = ground.clock
        keeper = CredentialKeeper(
            state: ground.state,
            transport: transport,
            age: CredentialAge(
                renewal: ground.configuration.credentialRenewal,
                share: Double.random(in: CredentialAge.shares)
            ),
            standing: standing,
            clock: { clock.trustedNow() },
            logger: ground.logger,
            onChange: { await uploader.use($0) }
        )
        self.uploader = uploader
        self.contact = contact
        self.transport = transport
    }

    private static func uploader(
        on ground: GatewayGround,
        contact: ServerContact,
        standing: CredentialStanding,
        observe: @escaping @Sendable (UploadEvent) -> Void
    ) throws -> Uploader {
        guard let credential = try ground.credential() else { throw GatewayError.notEnrolled }
        let (clock, troubles) = (ground.clock, ground.troubles)
        return Uploader(
            queue: SpoolQueue(spool: ground.spool),
            transport: try ground.configuration.transport(),
            credential: credential,
            keptCredential: ground.credential,
            maximumItems: ground.configuration.uploadBatch,
            logger: ground.logger,
            observe: { event in
                if event.settlements.contains(where: \.isRefused) { troubles.raise() }
                if event.reason.isAboutCredential { standing.doubt() }
                let isAnswered = event.reason == .answered
                contact.note(event.reason.rawValue, answeredAt: isAnswered ? clock.reading().now : nil)
                observe(event)
            }
        )
    }

    /// Delivers until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await uploader.run() }
            group.addTask { await keeper.run() }
            await group.waitForAll()
        }
    }
}

extension UploadSettlement {
    fileprivate var isRefused: Bool {
        switch outcome {
        case .refused: true
        case .delivered: false
        }
    }
}

extension UploadReason {
    fileprivate var isAboutCredential: Bool { self == .credentialRejected || self == .credentialRevoked }
}

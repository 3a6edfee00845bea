/// What a port refuses or fails with; the routes turn it into a problem document.
///
/// Its texts are safe to log and to send: they hold no patient data and no secret.
public enum CoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was looked for.
    public enum Kind: String, Hashable, Sendable {
        /// An organisation.
        case organization
        /// A patient.
        case patient
        /// A member of the care team.
        case user
        /// A gateway.
        case gateway
        /// The report of a gateway that has not reported yet.
        case gatewayReport = "gateway-report"
        /// An order to pair a device.
        case pairingOrder = "pairing-order"
        /// A device.
        case device
        /// An assignment.
        case assignment
        /// A quarantine entry.
        case quarantineEntry = "quarantine-entry"
        /// An alert.
        case alert
        /// A reading.
        case reading
    }

    /// Why the present state does not allow what was asked.
    public enum Conflict: String, Hashable, Sendable {
        /// A device with this identifier is registered already.
        case identifierTaken = "identifier-taken"
        /// The device (and user index) is assigned to somebody during a part of that span.
        case assignmentOverlap = "assignment-overlap"
        /// The assignment has ended already.
        case assignmentEnded = "assignment-ended"
        /// Readings that were measured after the wanted end are on the patient already.
        case readingsAfterEnd = "readings-after-end"
        /// The gateway is revoked.
        case gatewayRevoked = "gateway-revoked"
        /// As many orders to pair wait for the gateway as it can have bonds.
        case tooManyPairingOrders = "too-many-pairing-orders"
        /// The order to pair a device has ended already.
        case pairingOrderEnded = "pairing-order-ended"
        /// The user is revoked.
        case userRevoked = "user-revoked"
        /// The alert is closed.
        case alertClosed = "alert-closed"
        /// The alert is acknowledged already.
        case alertAcknowledged = "alert-acknowledged"
        /// Somebody has made a newer version of the reading.
        case versionOutdated = "version-outdated"
        /// The reading is withdrawn already.
        case readingWithdrawn = "reading-withdrawn"
        /// The quarantine entry has been decided already.
        case quarantineDecided = "quarantine-decided"
        /// At the measurement's time nobody had the device, or it is not registered: register and assign it first.
        case stillUnattributable = "still-unattributable"
        /// At the measurement's time somebody else than the named patient had the device.
        case assignedToAnother = "assigned-to-another"
        /// The measurement's time is ahead of the database's clock: no reading can be of the future.
        case stillInTheFuture = "still-in-the-future"
    }

    /// No valid token, enrolment code included: unknown, expired, used, revoked or malformed, without saying which.
    case unauthenticated
    /// There is none with that key in the principal's organisation.
    case notFound(Kind)
    /// The present state does not allow it.
    case conflict(Conflict)
    /// A field has a value that cannot be stored: the field's name as in the API, and what is wrong.
    case invalid(field: String, message: String)
    /// The database cannot be reached or is too busy; the same request may succeed later.
    case unavailable
    /// A defect of Hearth or its database; the code (an SQLSTATE, for example) is for the log.
    case `internal`(code: String)

    /// A stable name for the kind of error.
    public var code: String {
        switch self {
        case .unauthenticated: "unauthenticated"
        case .notFound(let kind): "\(kind.rawValue)-not-found"
        case .conflict(let conflict): conflict.rawValue
        case .invalid: "invalid"
        case .unavailable: "unavailable"
        case .internal: "internal"
        }
    }

    /// The code and what is known about it; safe to log.
    public var description: String {
        switch self {
        case .invalid(let field, let message): "\(code): \(field): \(message)"
        case .internal(let code): "\(self.code): \(code)"
        default: code
        }
    }
}

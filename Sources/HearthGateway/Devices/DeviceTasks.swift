import GATT

/// What the gateway may change at a device; it is told by the configuration.
struct DeviceTasks: Sendable, Equatable {
    /// Whether it starts the session of a continuous glucose monitor that has none.
    var startsSession = false
    /// Whether it sets the clock when it is off.
    var setsClock = false
    /// The user of a shared device for whom the gateway comes.
    var consent: UserConsent?
}

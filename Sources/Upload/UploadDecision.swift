import ReadingExchange
import Vitals

/// What to do after one request, and why.
public struct UploadDecision: Sendable, Equatable {
    /// What to do about the items that were sent.
    public enum Action: Sendable, Equatable {
        /// Hand these answers to the queue.
        case settle([UploadSettlement])
        /// Send half as many, to find the item that the server cannot take.
        case sendFewer
        /// Keep the only item that was sent, and let the others pass it.
        case setAside(MeasurementIdentity)
        /// Keep everything and send it again after the delay.
        case sendAgain
    }

    /// How long to wait before the next request.
    public enum Delay: Sendable, Equatable {
        /// Not at all.
        case none
        /// As long as the number of failures in a row demands.
        case backoff
        /// As long as the server asks for, in seconds.
        case asked(seconds: Int)
        /// Long: nothing changes before a person acts.
        case person
    }

    /// What to do.
    public let action: Action
    /// Why.
    public let reason: UploadReason
    /// When to go on.
    public let delay: Delay

    init(_ action: Action, _ reason: UploadReason, _ delay: Delay) {
        self.action = action
        self.reason = reason
        self.delay = delay
    }
}

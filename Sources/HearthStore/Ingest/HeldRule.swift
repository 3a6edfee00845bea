import Alerting
import Foundation

/// A rule as it is stored: with the key of the version of the limits that it comes from.
struct HeldRule {
    let limitsID: UUID
    let rule: LimitRule
}

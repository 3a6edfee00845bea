import Alerting

extension Scenario {
    /// Every story.
    static let all = course + consecutive + late + beyondDevice

    /// Readings in the order in which they were measured.
    static let course: [Scenario] = [
        Scenario(
            name: "a value at a limit is still acceptable",
            steps: [at(0, 110), at(1, 50), at(2, 111, .raised, .activeUnacknowledged, .medium)]
        ),
        Scenario(
            name: "a warning is raised, joined, returns, and is cleared by acknowledging it",
            steps: [
                at(0, 80), at(1, 115, .raised, .activeUnacknowledged, .medium),
                at(2, 120, .updated, .activeUnacknowledged, .medium),
                at(3, 100, .returnedToNormal, .returnedUnacknowledged, .medium),
                at(4, 99, nil, .returnedUnacknowledged, .medium), acknowledged(.cleared, .medium),
                at(5, 112, .raised, .activeUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "an acknowledged alert is cleared by returning to normal",
            steps: [
                at(0, 135, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                at(1, 90, .returnedToNormal, .cleared, .high),
            ]
        ),
        Scenario(
            name: "a rise in priority asks again for an acknowledgement",
            steps: [
                at(0, 115, .raised, .activeUnacknowledged, .medium), acknowledged(.activeAcknowledged, .medium),
                at(1, 118, .updated, .activeAcknowledged, .medium),
                at(2, 131, .priorityRose, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "a priority that nobody has acknowledged does not fall",
            steps: [
                at(0, 140, .raised, .activeUnacknowledged, .high), at(1, 115, .updated, .activeUnacknowledged, .high),
                acknowledged(.activeAcknowledged, .high), at(2, 128, .updated, .activeAcknowledged, .high),
                at(3, 120, .updated, .activeAcknowledged, .medium),
                at(4, 131, .priorityRose, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "the opposite limit is another danger",
            steps: [
                at(0, 140, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                at(1, 45, .oppositeLimitCrossed, .activeUnacknowledged, .medium),
                at(2, 53, nil, .activeUnacknowledged, .medium),
                at(3, 55, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a condition that comes back before anyone looked asks again",
            steps: [
                at(0, 135, .raised, .activeUnacknowledged, .high),
                at(1, 80, .returnedToNormal, .returnedUnacknowledged, .high),
                at(2, 115, .reactivated, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "a resolved alert stays resolved, and the next crossing is a new one",
            steps: [
                at(0, 135, .raised, .activeUnacknowledged, .high), resolved(.high),
                at(1, 100, nil, .cleared, .high), at(2, 112, .raised, .activeUnacknowledged, .medium),
                resolved(.medium), at(3, 113, .raised, .activeUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a value within the hysteresis does not return the alert",
            steps: [
                at(0, 112, .raised, .activeUnacknowledged, .medium), at(1, 108, nil, .activeUnacknowledged, .medium),
                at(2, 106, nil, .activeUnacknowledged, .medium),
                at(3, 105, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a reading without a number neither raises nor clears",
            steps: [
                absent(0), at(1, 112, .raised, .activeUnacknowledged, .medium),
                absent(2, .activeUnacknowledged, .medium), absent(3, .activeUnacknowledged, .medium),
            ]
        ),
    ]
}

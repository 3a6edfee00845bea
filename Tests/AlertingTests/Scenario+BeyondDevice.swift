import Alerting

extension Scenario {
    /// Values that are lower or higher than the device can measure.
    static let beyondDevice: [Scenario] = [
        Scenario(
            name: "a value lower than the device can measure raises with high priority, and a number within ends it",
            steps: [
                low(0, .raised, .activeUnacknowledged, .high), absent(1, .activeUnacknowledged, .high),
                at(2, 52, nil, .activeUnacknowledged, .high),
                at(3, 55, .returnedToNormal, .returnedUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "a value higher than the device can measure makes an acknowledged warning more urgent",
            steps: [
                at(0, 112, .raised, .activeUnacknowledged, .medium), acknowledged(.activeAcknowledged, .medium),
                high(1, .priorityRose, .activeUnacknowledged, .high), high(2, .updated, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "an acknowledged priority falls when a number is within the alert limit again",
            steps: [
                high(0, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                at(1, 126, .updated, .activeAcknowledged, .high), at(2, 125, .updated, .activeAcknowledged, .medium),
            ]
        ),
        Scenario(
            name: "from higher to lower than the device can measure is another danger",
            steps: [
                high(0, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                low(1, .oppositeLimitCrossed, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "a late one raises, and brings a returned alert back",
            steps: [
                at(10, 80), low(5, .raised, .activeUnacknowledged, .high),
                at(11, 80, .returnedToNormal, .returnedUnacknowledged, .high),
                low(7, .reactivated, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "it is part of a run, and breaks one of normal readings",
            raise: 2,
            clear: 2,
            steps: [
                at(0, 45), low(1, .raised, .activeUnacknowledged, .medium),
                at(2, 80, nil, .activeUnacknowledged, .medium),
                low(3, .updated, .activeUnacknowledged, .medium), at(4, 80, nil, .activeUnacknowledged, .medium),
                at(5, 80, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
    ]
}

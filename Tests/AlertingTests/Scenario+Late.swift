import Alerting

extension Scenario {
    /// Readings that arrive after newer ones.
    static let late: [Scenario] = [
        Scenario(
            name: "a late reading beyond a limit raises",
            steps: [at(10, 80), at(5, 135, .raised, .activeUnacknowledged, .high)]
        ),
        Scenario(
            name: "a late reading within the limits does not return the alert",
            steps: [
                at(10, 112, .raised, .activeUnacknowledged, .medium), at(5, 80, nil, .activeUnacknowledged, .medium),
                at(11, 80, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a reading is late only to those that changed the alert",
            steps: [
                at(0, 112, .raised, .activeUnacknowledged, .medium), at(10, 107, nil, .activeUnacknowledged, .medium),
                at(5, 80, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a reading of the same moment does not return the alert",
            steps: [
                at(10, 112, .raised, .activeUnacknowledged, .medium), at(10, 80, nil, .activeUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a late reading beyond a higher limit makes an acknowledged alert more urgent",
            steps: [
                at(10, 112, .raised, .activeUnacknowledged, .medium), acknowledged(.activeAcknowledged, .medium),
                at(5, 140, .priorityRose, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "a late reading beyond a lower limit does not ease an acknowledged alert",
            steps: [
                at(10, 140, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                at(5, 112, .updated, .activeAcknowledged, .high),
            ]
        ),
        Scenario(
            name: "a late reading beyond a limit brings a returned alert back, and a late one within does not end it",
            steps: [
                at(0, 112, .raised, .activeUnacknowledged, .medium),
                at(10, 80, .returnedToNormal, .returnedUnacknowledged, .medium),
                at(5, 115, .reactivated, .activeUnacknowledged, .medium),
                at(7, 80, nil, .activeUnacknowledged, .medium),
                at(12, 80, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "a late crossing of the opposite limit is told, and the alert keeps the newest reading's side",
            steps: [
                at(10, 140, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                at(5, 35, .oppositeLimitCrossed, .activeUnacknowledged, .high),
                at(11, 107, nil, .activeUnacknowledged, .high),
                at(12, 100, .returnedToNormal, .returnedUnacknowledged, .high),
            ]
        ),
    ]
}

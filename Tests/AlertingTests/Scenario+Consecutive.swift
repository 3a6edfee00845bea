import Alerting

extension Scenario {
    /// Rules that ask for several readings.
    static let consecutive: [Scenario] = [
        Scenario(
            name: "two readings in a row raise",
            raise: 2,
            steps: [at(0, 112), at(1, 90), at(2, 112), at(3, 113, .raised, .activeUnacknowledged, .medium)]
        ),
        Scenario(
            name: "crossings of opposite limits are no run",
            raise: 2,
            steps: [at(0, 112), at(1, 45), at(2, 112), at(3, 45)]
        ),
        Scenario(
            name: "a high and a medium in a row are a medium run, two highs rise",
            raise: 2,
            steps: [
                at(0, 140), at(1, 112, .raised, .activeUnacknowledged, .medium),
                at(2, 140, .updated, .activeUnacknowledged, .medium),
                at(3, 141, .priorityRose, .activeUnacknowledged, .high),
            ]
        ),
        Scenario(
            name: "a reading without a number does not break a run",
            raise: 2,
            steps: [at(0, 112), absent(1), at(2, 112, .raised, .activeUnacknowledged, .medium)]
        ),
        Scenario(
            name: "a late reading completes a run",
            raise: 3,
            steps: [at(0, 112), at(2, 113), at(1, 114, .raised, .activeUnacknowledged, .medium)]
        ),
        Scenario(
            name: "a returned alert comes back only with a full run",
            raise: 2,
            steps: [
                at(0, 112), at(1, 112, .raised, .activeUnacknowledged, .medium),
                at(2, 90, .returnedToNormal, .returnedUnacknowledged, .medium),
                at(3, 112, nil, .returnedUnacknowledged, .medium),
                at(4, 112, .reactivated, .activeUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "three readings in a row return, and any other begins anew",
            clear: 3,
            steps: [
                at(0, 112, .raised, .activeUnacknowledged, .medium), at(1, 90, nil, .activeUnacknowledged, .medium),
                at(2, 91, nil, .activeUnacknowledged, .medium), at(3, 107, nil, .activeUnacknowledged, .medium),
                at(4, 90, nil, .activeUnacknowledged, .medium), absent(5, .activeUnacknowledged, .medium),
                at(6, 90, nil, .activeUnacknowledged, .medium),
                at(7, 90, .returnedToNormal, .returnedUnacknowledged, .medium),
            ]
        ),
        Scenario(
            name: "an acknowledged priority falls only after as many readings as it takes to clear",
            clear: 2,
            steps: [
                at(0, 140, .raised, .activeUnacknowledged, .high), acknowledged(.activeAcknowledged, .high),
                at(1, 115, .updated, .activeAcknowledged, .high), at(2, 115, .updated, .activeAcknowledged, .medium),
            ]
        ),
    ]
}

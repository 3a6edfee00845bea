import Alerting
import Testing

@Suite("The life of an alert")
struct AlertLifecycleTests {
    @Test(
        "acknowledging keeps an active alert active and clears a returned one",
        arguments: [(.activeUnacknowledged, .activeAcknowledged), (.returnedUnacknowledged, .cleared)]
            as [(AlertState, AlertState)]
    )
    func acknowledge(state: AlertState, expected: AlertState) throws {
        #expect(try AlertLifecycle.acknowledge(state, note: "Seen.") == expected)
        #expect(try AlertLifecycle.acknowledge(state) == expected)
    }

    @Test(
        "acknowledging is refused where there is nothing to acknowledge",
        arguments: [(.activeAcknowledged, .alreadyAcknowledged), (.cleared, .alreadyCleared)]
            as [(AlertState, AlertRefusal)]
    )
    func refused(state: AlertState, refusal: AlertRefusal) {
        #expect(throws: refusal) { try AlertLifecycle.acknowledge(state) }
    }

    @Test("resolving closes an alert from every open state", arguments: AlertState.allCases.filter(\.isOpen))
    func resolve(state: AlertState) throws {
        #expect(try AlertLifecycle.resolve(state, note: "Called the patient.") == .cleared)
    }

    @Test("resolving needs a note, a reasonable one, and an open alert")
    func resolveRefused() {
        #expect(throws: AlertRefusal.noteMissing) { try AlertLifecycle.resolve(.activeAcknowledged, note: " \n") }
        let long = String(repeating: "é", count: AlertLifecycle.maximumNoteLength / 2 + 1)
        #expect(throws: AlertRefusal.noteTooLong) { try AlertLifecycle.resolve(.activeAcknowledged, note: long) }
        #expect(throws: AlertRefusal.noteTooLong) { try AlertLifecycle.acknowledge(.activeUnacknowledged, note: long) }
        #expect(throws: AlertRefusal.alreadyCleared) { try AlertLifecycle.resolve(.cleared, note: "Again.") }
    }

    @Test("the stored words never change")
    func rawValues() {
        #expect(
            AlertState.allCases.map(\.rawValue)
                == ["active-unacknowledged", "active-acknowledged", "returned-unacknowledged", "cleared"]
        )
        #expect(AlertPriority.allCases.map(\.rawValue) == ["medium", "high"])
        #expect(
            AlertChange.allCases.map(\.rawValue) == [
                "raised", "updated", "reactivated", "priority-rose", "opposite-limit-crossed", "returned-to-normal",
                "corrected", "acknowledged", "resolved",
            ]
        )
    }
}

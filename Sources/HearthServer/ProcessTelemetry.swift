/// Stub.
enum ProcessTelemetry {
    static let shared = ProcessTelemetryStub()
}
struct ProcessTelemetryStub { func text() -> String { "" } }

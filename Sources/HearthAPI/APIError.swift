/// Why the API cannot be put together.
public enum APIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `openapi.yaml` is not beside the program: the installation is incomplete.
    case missingDescription

    /// Stable, for programs.
    public var code: String { "api.missing-description" }

    /// Safe to log.
    public var description: String { "\(code): openapi.yaml is not beside the program" }
}

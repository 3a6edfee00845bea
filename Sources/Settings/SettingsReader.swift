import Configuration
import SystemPackage

/// Reads a program's configuration once, at its start, from its layers.
///
/// A command-line flag wins over the environment, the environment over the file, the file over the default. A key that
/// is missing has its default; a key that is malformed is an error that names it, whatever layer it came from; a key of
/// the file that the program does not know is one too.
/// In the environment `http.port` is `HEARTH_HTTP_PORT`; in the YAML file it is `port` below `http`.
public struct SettingsReader: Sendable {
    private let reader: ConfigReader
    private let file: SettingsFile?
    private let asked = AskedKeys()

    /// Opens the layers.
    ///
    /// - Parameters:
    ///   - flags: Values from the command line, by key; nil where the flag was not given.
    ///   - environment: The process's environment; only names that start with `HEARTH_` count.
    ///   - file: The path of a YAML file, or nil for none. A file that is named must exist.
    /// - Throws: `SettingsError.unreadableFile`.
    public init(flags: [String: String?], environment: [String: String], file: String?) async throws(SettingsError) {
        let prefix = "HEARTH_"
        let ours = environment.filter { $0.key.hasPrefix(prefix) }
            .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                values: Dictionary(
                    uniqueKeysWithValues: flags.compactMap { key, value in
                        value.map { (AbsoluteConfigKey(ConfigKey(key)), ConfigValue(stringLiteral: $0)) }
                    }
                )
            ),
            EnvironmentVariablesProvider(environmentVariables: Dictionary(uniqueKeysWithValues: ours)),
        ]
        if let file {
            do {
                self.file = try SettingsFile(path: file)
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
            } catch {
                throw .unreadableFile(path: file, reason: String(describing: error))
            }
        } else {
            self.file = nil
        }
        reader = ConfigReader(providers: providers)
    }

    /// A text, or nil when the key is not set.
    public func text(_ key: String) -> String? {
        asked.insert(key)
        return reader.string(forKey: ConfigKey(key))
    }

    /// A text that must be set.
    ///
    /// - Throws: `SettingsError.missing`.
    public func requiredText(_ key: String) throws(SettingsError) -> String {
        guard let value = text(key), !value.isEmpty else { throw .missing(key: key) }
        return value
    }

    /// A list of texts: a YAML sequence, or values parted by commas; empty when the key is not set.
    public func texts(_ key: String) -> [String] {
        asked.insert(several: key)
        if let list = reader.stringArray(forKey: ConfigKey(key)) { return list }
        return reader.string(forKey: ConfigKey(key))?.split(separator: ",").map(String.init) ?? []
    }

    /// Refuses a file that sets what nobody has read; called when the whole configuration has been.
    ///
    /// - Parameter others: Keys that other commands read from the same file.
    /// - Throws: `SettingsError.unknown` with the first such key, in alphabetical order; `.malformed` for a list where
    ///   one value was read.
    public func refuseUnknown(besides others: Set<String> = []) throws(SettingsError) {
        let asked = asked.all
        let known = asked.single.union(asked.several).union(others)
        for (key, shape) in (file?.shapes ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard known.contains(key) else { throw .unknown(key: key) }
            if shape == .several, asked.single.contains(key) { throw .malformed(key: key, expected: "one value") }
        }
    }

    /// A whole number within bounds.
    ///
    /// - Throws: `SettingsError.malformed` when it is not a number or out of bounds.
    public func integer(_ key: String, default fallback: Int, in bounds: ClosedRange<Int>) throws(SettingsError) -> Int
    {
        guard let value = text(key) else { return fallback }
        guard let number = Int(value), bounds.contains(number) else {
            throw .malformed(key: key, expected: "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    /// A span of time in whole seconds.
    ///
    /// - Throws: `SettingsError.malformed` when it is not a number of seconds or out of bounds.
    public func seconds(
        _ key: String,
        default fallback: Duration,
        in bounds: ClosedRange<Int>
    ) throws(SettingsError) -> Duration {
        let whole = Int(fallback.components.seconds)
        return .seconds(try integer(key, default: whole, in: bounds))
    }

    /// One of the values of an enumeration, by its raw value.
    ///
    /// - Throws: `SettingsError.malformed` when the text is none of them.
    public func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String,
        default fallback: Choice
    ) throws(SettingsError) -> Choice where Choice.RawValue == String {
        guard let value = text(key) else { return fallback }
        guard let choice = Choice(rawValue: value) else {
            throw .malformed(key: key, expected: "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}

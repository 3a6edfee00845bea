import ExactJSON

extension DeviceQuirks {
    /// What a file of quirks may have: a few hundred entries of a few hundred bytes.
    private static let limits = JSONLimits(maximumBytes: 1 << 20)
    /// The largest file, in bytes.
    public static let maximumBytes = limits.maximumBytes
    private static let maximumEntries = 1_000

    /// Reads a file of quirks; each must prove itself with at least one capture.
    ///
    /// - Parameter json: The bytes of the file, as `Resources/quirks.json`.
    /// - Throws: What is wrong, and with which key or quirk.
    public init(json: [UInt8]) throws(DeviceQuirkError) {
        let file: JSONReader
        do {
            file = JSONReader(try JSONValue(parsing: json, limits: Self.limits))
        } catch {
            throw DeviceQuirkError(.malformed, error.description)
        }
        let entries: (quirks: [JSONReader], unannounced: [JSONReader])
        do throws(JSONReadError) {
            try file.allowOnly(["quirks", "unannounced"])
            let entryCount = 0...Self.maximumEntries
            entries.quirks = try file.optional("quirks")?.elements(count: entryCount) ?? []
            entries.unannounced = try file.optional("unannounced")?.elements(count: entryCount) ?? []
        } catch {
            throw DeviceQuirkError(error)
        }
        var all: [DeviceQuirk] = []
        for entry in entries.quirks {
            let quirk = try DeviceQuirk(reading: entry)
            guard !all.contains(where: { $0.id == quirk.id }) else {
                throw DeviceQuirkError(.repeated, at: quirk.id, "the id of two entries")
            }
            all.append(quirk)
        }
        var unannounced: [UnannouncedModel] = []
        for entry in entries.unannounced {
            let model = try UnannouncedModel(reading: entry)
            guard !unannounced.contains(where: { $0.name == model.name }) else {
                throw DeviceQuirkError(.repeated, at: model.name.text, "the name of two entries")
            }
            unannounced.append(model)
        }
        self.init(all: all, unannounced: unannounced)
    }
}

extension DeviceQuirkError {
    /// A member that is not as it must be.
    init(_ error: JSONReadError) {
        self.init(.malformed, at: error.pointer.isEmpty ? nil : error.pointer, error.message)
    }
}

extension UnannouncedModel {
    fileprivate init(reading entry: JSONReader) throws(DeviceQuirkError) {
        do throws(JSONReadError) {
            try entry.allowOnly(["name", "service"])
            let name = try entry.required("name")
            let text = try name.string(bytes: 1...DeviceQuirk.maximumTextBytes)
            // A pattern that any name fits would make a health device of every phone.
            guard text.contains(where: { $0 != "*" }) else { throw name.invalid("The name must have a letter") }
            let service = try entry.required("service")
            guard let uuid = try service.uuid().flatMap(ServiceUUID.init), Self.services.contains(uuid) else {
                throw service.invalid("Expected the UUID of a service that measures, as \"1810\"")
            }
            self.init(name: NamePattern(text), service: uuid)
        } catch {
            throw DeviceQuirkError(error)
        }
    }
}

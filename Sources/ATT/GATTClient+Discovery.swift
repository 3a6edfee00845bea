extension GATTClient {
    /// Finds services with their characteristics and descriptors, and remembers them in `services`.
    ///
    /// - Parameter wanted: The services to look into; nil looks into all. Others are found without characteristics,
    ///   which saves time with devices that switch off within seconds.
    /// - Returns: All primary services, in the order of their handles.
    /// - Throws: `ATTError.errorResponse` when the device refuses. A device that contradicts itself is closed, since
    ///   its handles cannot be trusted: `.inconsistentDiscovery`, `.tooManyAttributes`. Or what ended the bearer.
    @discardableResult
    public func discover(_ wanted: Set<BluetoothUUID>? = nil) async throws(ATTError) -> [GATTService] {
        var found = try await run(ServiceDiscovery())
        for service in found.indices where wanted?.contains(found[service].uuid) ?? true {
            var characteristics = try await run(CharacteristicDiscovery(service: found[service]))
            for index in characteristics.indices {
                characteristics[index].descriptors = try await discoverDescriptors(of: characteristics[index])
            }
            found[service].characteristics = characteristics
        }
        services = found
        return found
    }

    func discoverDescriptors(of characteristic: GATTCharacteristic) async throws(ATTError) -> [GATTDescriptor] {
        try await run(DescriptorDiscovery(characteristic: characteristic))
    }

    private func run<Step: Discovery>(_ step: Step) async throws(ATTError) -> [Step.Found] {
        var step = step
        while let request = step.request {
            let response: ATTResponse
            do throws(ATTError) {
                response = try await transact(request)
            } catch .errorResponse(_, _, .attributeNotFound) {
                break
            }
            do throws(ATTError) {
                try step.accept(response)
            } catch {
                close(because: error)
                throw error
            }
        }
        return step.found
    }
}

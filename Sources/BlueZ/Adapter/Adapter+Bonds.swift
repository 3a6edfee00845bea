import Logging

/// The bonds of the adapter: on disk, and in the kernel.
extension Adapter {
    /// Gives the kernel again what it forgets when a bonded device is paired anew: keys, and to connect to it.
    public func restore(_ peer: PeerAddress) async {
        for command in machine.plan.keys + [machine.plan.reactions[peer]].compactMap(\.self) {
            do throws(BlueZError) {
                try await perform(command)
            } catch {
                logger.warning("a bond is not restored", metadata: ["device": "\(peer)", "error": "\(error)"])
            }
        }
    }

    /// Notes what a device calls itself.
    public func name(_ peer: PeerAddress, _ name: String) { if book.name(peer, name) { save() } }

    /// Notes whether the device still has its keys: it does not connect without them.
    ///
    /// - Returns: True when that was not known before.
    @discardableResult
    public func mark(_ address: BluetoothAddress, isLost: Bool) -> Bool {
        guard book.mark(address, isLost: isLost) else { return false }
        if isLost {
            logger.error("a device has lost its bond: pair it again", metadata: ["device": "\(address)"])
        }
        save()
        return true
    }

    /// Writes the bonds at once: the device has its keys already.
    ///
    /// It happens when a device is paired or found to have lost its bond, and at no other time.
    func save() {
        do throws(BlueZError) {
            try file.write(book)
            isSaved = true
        } catch {
            isSaved = false
            logger.error("the bonds are not on disk", metadata: ["error": "\(error)"])
        }
        apply(machine.change { $0.book = book })
    }

    /// Writes the bonds that could not be written before.
    ///
    /// - Throws: `BlueZError.bondFile`: until the next attempt they are in memory alone.
    public func ensureSaved() throws(BlueZError) {
        guard !isSaved else { return }
        try file.write(book)
        isSaved = true
    }

    /// Forgets a device at a person's word: on disk, then in the kernel, which ends a connection with it.
    ///
    /// - Parameter address: The device's address.
    /// - Returns: What was forgotten; nil when there was no bond.
    /// - Throws: `BlueZError.bondFile`; then the bond is still there.
    public func forget(_ address: BluetoothAddress) async throws(BlueZError) -> Bond? {
        var rest = book
        guard let bond = rest.forget(address) else { return nil }
        try file.write(rest)
        (book, isSaved) = (rest, true)
        apply(machine.change { $0.book = rest })
        do throws(BlueZError) {
            try await perform(.unpair(bond.peer))
        } catch .closed, .refused(_, .notPaired) {
            // The kernel has none of its keys; an adapter that comes is given those of the book alone.
        } catch {
            logger.warning("the kernel keeps a key until the next start", metadata: ["error": "\(error)"])
        }
        return bond
    }
}

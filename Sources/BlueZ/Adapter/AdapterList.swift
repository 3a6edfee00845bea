import EventLoops
import Logging

/// Which adapters the kernel has; whoever asks needs no right, and no adapter is touched.
public enum AdapterList {
    /// Asks the kernel.
    ///
    /// - Parameters:
    ///   - loop: Where the socket lives.
    ///   - logger: Told of what the kernel sends malformed.
    /// - Returns: The adapters by their numbers; one that goes away meanwhile is left out.
    /// - Throws: `BlueZError`.
    public static func read(
        on loop: EventLoop,
        logger: Logger
    ) async throws(BlueZError) -> [(index: UInt16, information: AdapterInformation)] {
        let socket = try ManagementSocket(on: loop, logger: logger) { _, _ in }
        return try await read(through: socket)
    }

    static func read(
        through socket: ManagementSocket
    ) async throws(BlueZError) -> [(index: UInt16, information: AdapterInformation)] {
        let running = Task { await socket.run() }
        let result = await found(through: socket)
        await socket.close()
        await running.value
        return try result.get()
    }

    private static func found(
        through socket: ManagementSocket
    ) async -> Result<[(index: UInt16, information: AdapterInformation)], BlueZError> {
        do throws(BlueZError) {
            var found: [(index: UInt16, information: AdapterInformation)] = []
            for index in try indexes(try await socket.perform(.readIndexList)) {
                do throws(BlueZError) {
                    let bytes = try await socket.perform(.readInformation, index: index)
                    found.append((index, try information(bytes)))
                } catch .refused(_, .invalidIndex) {
                    continue
                }
            }
            return .success(found)
        } catch {
            return .failure(error)
        }
    }

    /// Reads a list of adapters: count u16, then a u16 each.
    static func indexes(_ bytes: [UInt8]) throws(BlueZError) -> [UInt16] {
        do throws(PacketFault) {
            var cursor = ByteCursor(bytes)
            var indexes: [UInt16] = []
            for _ in 0..<(try cursor.integer(UInt16.self)) { indexes.append(try cursor.integer()) }
            return indexes.sorted()
        } catch {
            throw .malformed(error)
        }
    }

    private static func information(_ bytes: [UInt8]) throws(BlueZError) -> AdapterInformation {
        do throws(PacketFault) {
            return try AdapterInformation(decoding: bytes)
        } catch {
            throw .malformed(error)
        }
    }
}

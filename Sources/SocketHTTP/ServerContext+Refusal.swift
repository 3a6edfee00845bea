import Foundation

/// A client is told to come back over a connection that nobody watches.
extension ServerContext {
    /// Says so, and that nothing more will be said; a new socket has room for it.
    func refuse(_ descriptor: Int32, dateLine: [UInt8]) {
        let rejection = RequestRejection.overloaded(retryAfterSeconds: configuration.retryAfterSeconds)
        let bytes = rejected(rejection).lastMessage(dateLine: dateLine)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        Foundation.shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes the connection.
    ///
    /// What the client has sent is taken away first, or closing would reset the connection before it has read.
    func close(refused descriptor: Int32) {
        var dropped = [UInt8](repeating: 0, count: ReceiveBuffer.bodyBytes)
        _ = recv(descriptor, &dropped, dropped.count, 0)
        Foundation.close(descriptor)
    }
}

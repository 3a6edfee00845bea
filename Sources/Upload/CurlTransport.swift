import CCurl
import Foundation
import Synchronization

/// Posts documents with libcurl, one after the other, on a thread of its own.
///
/// A blocking easy handle is the simplest thing that libcurl offers, and one request at a time is what the upload
/// needs; the handle keeps its connection open between requests. The certificate is always checked.
public final class CurlTransport: HTTPTransport {
    private let queue = CurlQueue()

    /// Makes a transport to one server and starts its thread, which ends when the transport is released.
    ///
    /// - Throws: `upload.configuration` when libcurl cannot start, or others can read the client's key.
    public init(
        address: ServerAddress,
        security: TransportSecurity = TransportSecurity(),
        userAgent: String = "hearth-gateway"
    ) throws(UploadError) {
        try security.checkKey()
        guard Self.isLibraryReady else { throw UploadError(.configuration, cause: "libcurl cannot start") }
        let queue = queue
        let thread = Thread {
            let handle = CurlHandle(address: address, security: security, userAgent: userAgent)
            while let job = queue.next() {
                job.finish(handle.perform(job.request, isCancelled: { job.isCancelled }))
            }
        }
        thread.name = "upload"
        thread.start()
    }

    deinit {
        queue.close()
    }

    /// Posts a document; a cancelled task ends the request within about a second.
    public func post(_ request: HTTPPost) async throws(UploadError) -> HTTPAnswer {
        let job = CurlJob(request)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                job.onFinish(continuation)
                queue.add(job)
            }
        } onCancel: {
            job.cancel()
        }
        return try result.get()
    }

    /// Whether libcurl's own once-only start succeeded.
    private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}

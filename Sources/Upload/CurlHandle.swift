import CCurl

/// A libcurl easy handle, used by the thread that made it only.
final class CurlHandle {
    private let handle = curl_easy_init()
    private let address: ServerAddress
    private let security: TransportSecurity
    private let userAgent: String

    init(address: ServerAddress, security: TransportSecurity, userAgent: String) {
        self.address = address
        self.security = security
        self.userAgent = userAgent
    }

    deinit {
        curl_easy_cleanup(handle)
    }

    /// Posts a document and blocks until it is answered.
    func perform(_ request: HTTPPost, isCancelled: @escaping () -> Bool) -> CurlJob.Outcome {
        Result { () throws(UploadError) in try post(request, CurlTransfer(isCancelled: isCancelled)) }
    }

    private func post(_ request: HTTPPost, _ transfer: CurlTransfer) throws(UploadError) -> HTTPAnswer {
        guard let handle, !transfer.isCancelled() else {
            throw UploadError(handle == nil ? .configuration : .cancelled)
        }
        // The connection stays open; every option of the request before is forgotten.
        curl_easy_reset(handle)
        try setSecurity(handle)
        try setLimits(handle)
        let headers = CurlHeaders(request.headerLines)
        try check(curl_easy_setopt_pointer(handle, CURLOPT_HTTPHEADER, headers.list))
        try check(curl_easy_setopt_string(handle, CURLOPT_URL, address.url(path: request.path)))
        try check(curl_easy_setopt_long(handle, CURLOPT_POSTFIELDSIZE, request.body.count))
        // Copied by libcurl, since the array's memory is borrowed for the call only.
        try request.body.withUnsafeBufferPointer { bytes throws(UploadError) in
            try check(curl_easy_setopt_pointer(handle, CURLOPT_COPYPOSTFIELDS, bytes.baseAddress))
        }
        let code = perform(handle, transfer)
        guard !transfer.isCancelled() else { throw UploadError(.cancelled) }
        guard !transfer.isTooLarge else { throw UploadError(.answerTooLarge) }
        try check(code)
        var status = 0
        try check(curl_easy_getinfo_long(handle, CURLINFO_RESPONSE_CODE, &status))
        return HTTPAnswer(
            status: status,
            retryAfter: header("Retry-After", handle),
            serverTime: header("Date", handle).flatMap(HTTPDate.date),
            body: transfer.body
        )
    }

    private func perform(_ handle: UnsafeMutableRawPointer, _ transfer: CurlTransfer) -> CURLcode {
        withExtendedLifetime(transfer) {
            let context = Unmanaged.passUnretained(transfer).toOpaque()
            curl_easy_setopt_write(
                handle,
                { bytes, size, count, context in
                    guard let bytes, let context else { return 0 }
                    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
                    return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count))
                },
                context
            )
            curl_easy_setopt_progress(
                handle,
                { context, _, _, _, _ in
                    guard let context else { return 1 }
                    return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue().isCancelled() ? 1 : 0
                },
                context
            )
            return curl_easy_perform(handle)
        }
    }

    private func setSecurity(_ handle: UnsafeMutableRawPointer) throws(UploadError) {
        try check(curl_easy_setopt_string(handle, CURLOPT_PROTOCOLS_STR, address.isEncrypted ? "https" : "http"))
        try check(curl_easy_setopt_long(handle, CURLOPT_SSL_VERIFYPEER, 1))
        try check(curl_easy_setopt_long(handle, CURLOPT_SSL_VERIFYHOST, 2))
        try check(curl_easy_setopt_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)))
        let files = [
            (CURLOPT_CAINFO, security.authorityFile), (CURLOPT_SSLCERT, security.clientCertificateFile),
            (CURLOPT_SSLKEY, security.clientKeyFile),
        ]
        for case (let option, let file?) in files { try check(curl_easy_setopt_string(handle, option, file)) }
        // libcurl would look into the system's folder of authorities as well.
        if security.authorityFile != nil { try check(curl_easy_setopt_string(handle, CURLOPT_CAPATH, nil)) }
        // A request to this machine must not leave it through a proxy of the environment.
        if !address.isEncrypted { try check(curl_easy_setopt_string(handle, CURLOPT_NOPROXY, "*")) }
    }

    private func setLimits(_ handle: UnsafeMutableRawPointer) throws(UploadError) {
        // Without signals, since this is not the only thread; without redirections, which could carry the token away.
        try check(curl_easy_setopt_long(handle, CURLOPT_NOSIGNAL, 1))
        try check(curl_easy_setopt_long(handle, CURLOPT_FOLLOWLOCATION, 0))
        try check(curl_easy_setopt_long(handle, CURLOPT_CONNECTTIMEOUT, UploadLimits.connectSeconds))
        try check(curl_easy_setopt_long(handle, CURLOPT_TIMEOUT, UploadLimits.requestSeconds))
        try check(curl_easy_setopt_string(handle, CURLOPT_USERAGENT, userAgent))
    }

    private func header(_ name: String, _ handle: UnsafeMutableRawPointer) -> String? {
        var header: UnsafeMutablePointer<curl_header>?
        guard curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK else { return nil }
        return header.map { String(cString: $0.pointee.value) }
    }

    private func check(_ code: CURLcode) throws(UploadError) {
        guard code != CURLE_OK else { return }
        throw UploadError(UploadError.Code(code), cause: String(cString: curl_easy_strerror(code)))
    }
}

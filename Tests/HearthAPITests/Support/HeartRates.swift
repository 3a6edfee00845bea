import Vitals

/// Batches of heart rates as a gateway uploads them.
enum HeartRates {
    /// One item; the bytes carry its number, so that each number is another measurement.
    static func item(_ rate: Int, device: String, at instant: Instant, number: Int = 0) -> String {
        let raw = String(number + 0x1000_0000, radix: 16)
        return """
            {"device":"\(device)","characteristic":"2A37","kind":"heart-rate","unit":"/min",\
            "values":{"heart-rate":\(rate)},"effectiveAt":"\(instant)","receivedAt":"\(instant)","raw":"\(raw)"}
            """
    }

    /// A batch of items.
    static func batch(_ items: [String]) -> String { "{\"readings\":[\(items.joined(separator: ","))]}" }
}

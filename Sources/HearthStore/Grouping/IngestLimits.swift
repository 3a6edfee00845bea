/// How much ingest takes on at once, on each event loop.
struct IngestLimits: Sendable {
    /// Requests that go together at most: more would only make the first of them wait.
    var groupRequests = 64
    /// Readings that go together at most: five gateways' batches of a hundred, some 50 ms of work for the database.
    ///
    /// A request with more goes by itself.
    var groupReadings = 500
    /// Requests that were taken and not answered; further ones are told to come back.
    ///
    /// With a database that has stopped, this and the next are what the memory holds.
    var waitingRequests = 512
    /// Readings of those requests: at some 600 bytes each, 12 MB.
    var waitingReadings = 20_000
    /// Requests of failed groups that are tried on their own at the same time.
    var aloneAtOnce = 2
    /// Requests that wait for a lock of their own at the same time: each holds a connection meanwhile.
    var patientAtOnce = 2
    /// How long a group, or a request on its own, waits for a lock: many times what a neighbour's transaction takes.
    var lockWait: Duration = .milliseconds(500)
    /// How long a request is worked on before its client is told to come back.
    ///
    /// A proxy in front should wait longer than this, or its clients never learn the outcome.
    var answerLimit: Duration = .seconds(5)
    /// How long the readings that the database refuses are looked for in one request; what is found later is answered
    /// as a failure of the whole, and the gateway sends less at a time.
    var searchLimit: Duration = .seconds(3)
    /// What of the answer's time is left when a request that waits for a lock stops waiting.
    var lockMargin: Duration = .milliseconds(500)
}

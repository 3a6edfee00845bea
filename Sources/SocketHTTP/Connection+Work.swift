import EventLoops
import Foundation
import HTTPTypes
import Logging

/// What a connection takes of its loop's share while a handler works for it, and for how long.
extension Connection {
    /// How long a handler that was cancelled may take to return before its client is answered without it.
    private static let cancellationTime: Duration = .seconds(1)

    /// Takes a place among the requests in flight.
    func beginWork(on request: ServerRequest) throws(RequestRejection) {
        let configuration = context.configuration
        guard worker.hasRoomForRequest || configuration.alwaysAnsweredPaths.contains(request.path) else {
            throw .overloaded(retryAfterSeconds: configuration.retryAfterSeconds)
        }
        isWorking = true
        worker.inFlight += 1
        handlerDeadline = request.receivedAt.advanced(by: times.handler)
    }

    /// Gives the place back; an answer that succeeded in spite of the cancellation is the true one and is sent.
    func endWork(with response: ServerResponse) throws(RequestRejection) -> ServerResponse {
        pauseWork()
        isWorking = false
        guard isOverdue else { return response }
        if case .stream = response.body { throw unanswered }
        guard response.status.kind == .successful else { throw unanswered }
        return response
    }

    /// The handler waits for its client: that is neither work nor its own time.
    func pauseWork() {
        guard isWorking, handlerDeadline != nil else { return }
        worker.inFlight -= 1
        handlerDeadline = nil
    }

    /// The handler goes on.
    func resumeWork() {
        guard isWorking, handlerDeadline == nil else { return }
        worker.inFlight += 1
        handlerDeadline = .now.advanced(by: isOverdue ? Connection.cancellationTime : times.handler)
    }

    /// Counts bytes of the body that the handler is about to hold.
    func hold(_ count: Int) throws(HTTPBodyError) {
        guard worker.bodyBytes + count <= worker.share.bodyBytes else {
            throw .overloaded(retryAfterSeconds: context.configuration.retryAfterSeconds)
        }
        worker.bodyBytes += count
        heldBytes += count
    }

    /// Gives back what `hold` has taken.
    func letGoOfBody() {
        worker.bodyBytes -= heldBytes
        heldBytes = 0
        inflater = nil
    }

    /// Cancels a handler that takes too long, and answers without one that goes on all the same.
    func checkHandlerTime(_ now: ContinuousClock.Instant) {
        guard let deadline = handlerDeadline, deadline <= now, !isGone else { return }
        guard isOverdue else {
            isOverdue = true
            handlerDeadline = now.advanced(by: Connection.cancellationTime)
            task?.cancel()
            return
        }
        context.logger.error("a handler ignores its cancellation")
        let bytes = context.rejected(unanswered).lastMessage(dateLine: worker.dateCache.current())
        _ = Foundation.send(source.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        _ = shutdown(source.descriptor, Int32(SHUT_WR))
        abort()
    }

    private var unanswered: RequestRejection {
        .unanswered(retryAfterSeconds: context.configuration.retryAfterSeconds)
    }
}

extension ConnectionTimes {
    var bodyPace: Pace { Pace(allowance: body, bytesPerSecond: leastBytesPerSecond) }
}

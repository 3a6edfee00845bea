import HTTPTypes

/// Turns a rejection into the response that is sent; the server adds the rejection's own fields.
public typealias RejectionRenderer = @Sendable (RequestRejection) -> ServerResponse

extension ServerResponse {
    /// The plain-text form of a rejection, used where no other renderer is given.
    public static func plain(_ rejection: RequestRejection) -> ServerResponse {
        .text("\(rejection.detail)\n", status: rejection.status)
    }

    /// The rendered rejection with the rejection's own fields.
    static func rejected(_ rejection: RequestRejection, by render: RejectionRenderer) -> ServerResponse {
        var response = render(rejection)
        for field in rejection.fields where response.fields[field.name] == nil { response.fields.append(field) }
        return response
    }
}

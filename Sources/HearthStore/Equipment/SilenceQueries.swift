/// What is asked of the database when it is looked for silence.
enum SilenceQueries {
    /// Gateways that have not been heard for a while, and those with an alert that may be over.
    static let gatewayCandidates = """
        SELECT r.gateway_id AS id FROM hearth.gateway_reports r
        JOIN hearth.gateways g ON g.organization_id = r.organization_id AND g.id = r.gateway_id
        WHERE r.organization_id = $1 AND g.revoked_at IS NULL AND r.heard_at < now() - $2::text::interval
        UNION
        SELECT a.gateway_id FROM hearth.alerts a
        JOIN hearth.gateways g ON g.organization_id = a.organization_id AND g.id = a.gateway_id
        WHERE a.organization_id = $1 AND a.state LIKE 'active-%'
            AND (a.rule = 'technical/gateway-silent' OR g.revoked_at IS NOT NULL)
        """

    /// Devices that somebody has and no gateway has seen for a while, and those with an alert that may be over.
    static let deviceCandidates = """
        SELECT s.device_id AS id FROM hearth.device_sightings s
        WHERE s.organization_id = $1
            AND EXISTS (
                SELECT FROM hearth.assignments a
                WHERE a.organization_id = $1 AND a.device_id = s.device_id AND a.span @> now())
        GROUP BY s.device_id
        HAVING bool_or(s.is_listed) AND coalesce(max(s.seen_at), '-infinity') < now() - $2::text::interval
        UNION
        SELECT a.device_id FROM hearth.alerts a
        WHERE a.organization_id = $1 AND a.state LIKE 'active-%' AND a.rule = 'technical/device-silent'
        """

    static let isServerSilenceOwed = """
        SELECT FROM hearth.server_silences WHERE organization_id = $1 AND announced_at IS NULL LIMIT 1
        """

    private static let serverBackAt = """
        (SELECT max(ended_at) FROM hearth.server_silences WHERE organization_id = $1) AS server_back_at
        """

    static let gateways = """
        SELECT r.gateway_id, now() AS now, r.heard_at, g.revoked_at IS NOT NULL AS is_revoked, \(serverBackAt)
        FROM hearth.gateway_reports r
        JOIN hearth.gateways g ON g.organization_id = r.organization_id AND g.id = r.gateway_id
        WHERE r.organization_id = $1 AND r.gateway_id = ANY ($2)
        ORDER BY r.gateway_id
        """

    static let devices = """
        SELECT s.device_id, now() AS now, s.seen_at, r.heard_at, r.heard_since, \(serverBackAt),
            s.is_listed AND g.revoked_at IS NULL AS is_watched, (
                SELECT min(lower(a.span)) FROM hearth.assignments a
                WHERE a.organization_id = $1 AND a.device_id = s.device_id AND a.span @> now()) AS expected_since
        FROM hearth.device_sightings s
        JOIN hearth.gateway_reports r ON r.organization_id = s.organization_id AND r.gateway_id = s.gateway_id
        JOIN hearth.gateways g ON g.organization_id = s.organization_id AND g.id = s.gateway_id
        WHERE s.organization_id = $1 AND s.device_id = ANY ($2)
        """

    /// The silences that nobody has been told of; the alert is written in the same transaction.
    static let serverSilences = """
        WITH told AS (
            UPDATE hearth.server_silences SET announced_at = now()
            WHERE organization_id = $1 AND announced_at IS NULL AND $2
            RETURNING started_at, ended_at
        )
        SELECT started_at, ended_at FROM told ORDER BY ended_at
        """
}

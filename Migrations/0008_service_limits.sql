-- What the service may hold on to when its host dies in the middle of a transaction.
--
-- Ingest locks the patients that it writes for. A server whose host loses power, or its network, says no goodbye: the
-- database would keep its session, and with it the patient's lock, until TCP gives up after two hours. These are settings
-- of the role, so that they hold for every session of hearth_service from its log-in on, however it connects.
-- Roles belong to the whole cluster: another database of it that is migrated at the same moment has just set the same.
DO $$
BEGIN
    -- A transaction of the service never waits for anything but the database; the longest pause between two of its
    -- statements is milliseconds.
    ALTER ROLE hearth_service SET idle_in_transaction_session_timeout = '30s';
    -- Below the 30 seconds that a statement may take in all: who waits this long is told to come back later (503), and
    -- the gateway does, by when the limit above has freed the lock.
    ALTER ROLE hearth_service SET lock_timeout = '10s';
    -- A peer that answers nothing is dead after 10 s + 3 × 5 s; Unix sockets do not need it and ignore it.
    ALTER ROLE hearth_service SET tcp_keepalives_idle = '10s';
    ALTER ROLE hearth_service SET tcp_keepalives_interval = '5s';
    ALTER ROLE hearth_service SET tcp_keepalives_count = 3;
    -- The same for what was sent to it and never acknowledged, of which keepalives say nothing.
    ALTER ROLE hearth_service SET tcp_user_timeout = '25s';
EXCEPTION WHEN unique_violation OR internal_error THEN NULL;
END
$$;

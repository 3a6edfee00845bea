-- What a pending quarantine entry says may be replaced by what its bytes say to a newer decoder; the bytes stay.
SET LOCAL ROLE hearth_owner;

GRANT UPDATE (measurement, flags) ON hearth.quarantine TO hearth_service;

RESET ROLE;

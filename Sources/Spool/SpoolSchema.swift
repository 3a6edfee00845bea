import GRDB

/// The tables of the spool, version by version; a version that was released is never changed.
///
/// ```
/// indication      raw bytes, from their reception until they are both decoded and confirmed; undecodable ones stay
/// measurement     what waits to be delivered (pending), and what the server refused (refused, with the problem)
/// delivered       identities of what the server has, in the order of delivery, the last 50,000
/// recordPosition  how far the records in a device's memory are stored, by device and characteristic
/// clockSetting    when a device's clock was last set, and how far it was off until then
/// ```
/// `indication.facts` is JSON (`DeviceFacts`); absent where nothing is known of the device. Instants are milliseconds since 1970.
enum SpoolSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in try db.execute(sql: version1) }
        migrator.registerMigration("2") { db in try db.execute(sql: version2) }
        migrator.registerMigration("3") { db in try db.execute(sql: version3) }
        migrator.registerMigration("4") { db in try db.execute(sql: version4) }
        migrator.registerMigration("5") { db in try db.execute(sql: version5) }
        return migrator
    }

    private static let version1 = """
        CREATE TABLE indication (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            device TEXT NOT NULL,
            characteristic INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            receivedAt INTEGER NOT NULL,
            clockOffsetSeconds INTEGER,
            needsConfirmation INTEGER NOT NULL,
            isConfirmed INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('undecoded', 'decoded', 'undecodable')),
            reason TEXT
        ) STRICT;
        CREATE INDEX indicationState ON indication (state);
        CREATE INDEX indicationUnconfirmed ON indication (device, characteristic) WHERE isConfirmed = 0;
        CREATE TABLE measurement (
            identity BLOB PRIMARY KEY NOT NULL,
            document BLOB NOT NULL,
            effectiveAt INTEGER NOT NULL,
            receivedAt INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'refused')),
            problemCode TEXT,
            problemDetail TEXT,
            problemPointer TEXT
        ) STRICT;
        CREATE INDEX measurementNewestFirst ON measurement (state, effectiveAt);
        CREATE INDEX measurementOldestWaiting ON measurement (state, receivedAt);
        CREATE TABLE delivered (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            identity BLOB NOT NULL UNIQUE
        ) STRICT;
        """

    private static let version2 = """
        CREATE TABLE recordPosition (
            device TEXT NOT NULL,
            characteristic INTEGER NOT NULL,
            sequenceNumber INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (device, characteristic)
        ) STRICT, WITHOUT ROWID;
        """

    private static let version3 = "ALTER TABLE indication ADD COLUMN facts TEXT"

    private static let version4 = """
        CREATE TABLE clockSetting (
            device TEXT PRIMARY KEY NOT NULL,
            setAt INTEGER NOT NULL,
            offsetSeconds INTEGER NOT NULL
        ) STRICT;
        """

    /// What the time of a reception is worth; what was stored before was taken for right.
    private static let version5 = """
        ALTER TABLE indication ADD COLUMN bootID TEXT;
        ALTER TABLE indication ADD COLUMN bootMilliseconds INTEGER;
        ALTER TABLE indication ADD COLUMN clock TEXT NOT NULL DEFAULT 'trusted'
            CHECK (clock IN ('trusted', 'waiting', 'unknown'));
        """
}

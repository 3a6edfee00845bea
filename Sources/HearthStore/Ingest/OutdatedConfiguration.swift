/// The patients whom a transaction has locked are not those whom it writes for: it has to begin again.
struct OutdatedConfiguration: Error {}

import Foundation

/// The user that PostgreSQL runs as: ourselves, or somebody else when we are root, which PostgreSQL refuses.
struct ServerUser: Sendable {
    let identifier: uid_t
    let group: gid_t
    /// True when the server's processes must change to this user.
    let isForeign: Bool

    /// Debian's own user of the server, else the user that owns nothing.
    private static let candidates = ["postgres", "nobody"]

    static func current() throws(PrivateClusterError) -> ServerUser {
        guard geteuid() == 0 else { return ServerUser(identifier: geteuid(), group: getegid(), isForeign: false) }
        for name in candidates {
            guard let entry = getpwnam(name)?.pointee else { continue }
            return ServerUser(identifier: entry.pw_uid, group: entry.pw_gid, isForeign: true)
        }
        throw PrivateClusterError(.userMissing, "PostgreSQL refuses root, and neither \(candidates) exists")
    }

    /// The command line that runs `program` as this user and ends it with `signal` should our process die first.
    func commandLine(_ program: String, _ arguments: [String], signalOnOurDeath signal: String) -> [String] {
        // PostgreSQL's programs insist on a current folder that they may enter.
        var line = ["/usr/bin/env", "--chdir=/", "/usr/bin/setpriv", "--pdeathsig", signal]
        if isForeign {
            line += ["--reuid", "\(identifier)", "--regid", "\(group)", "--clear-groups"]
        }
        return line + ["--", program] + arguments
    }

    /// Makes `directory`, private to this user.
    func makePrivateDirectory(_ directory: URL) throws(PrivateClusterError) {
        do {
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        } catch {
            throw PrivateClusterError(.fileSystem, "cannot make \(directory.path)")
        }
        guard chown(directory.path, identifier, group) == 0, chmod(directory.path, 0o700) == 0 else {
            throw PrivateClusterError(.fileSystem, "cannot own \(directory.path): \(String(cString: strerror(errno)))")
        }
    }

    /// Refuses a folder below one that this user may not pass, such as root's home.
    func checkReach(of directory: URL) throws(PrivateClusterError) {
        guard isForeign else { return }
        var parent = directory.deletingLastPathComponent().standardizedFileURL
        while parent.path != "/" {
            var status = stat()
            guard stat(parent.path, &status) == 0 else {
                throw PrivateClusterError(.fileSystem, "cannot look at \(parent.path)")
            }
            guard mayPass(status) else {
                throw PrivateClusterError(
                    .directoryUnreachable,
                    "PostgreSQL runs as user \(identifier), which may not enter \(parent.path): choose another folder"
                )
            }
            parent = parent.deletingLastPathComponent()
        }
    }

    private func mayPass(_ status: stat) -> Bool {
        if status.st_uid == identifier { return status.st_mode & 0o100 != 0 }
        if status.st_gid == group { return status.st_mode & 0o010 != 0 }
        return status.st_mode & 0o001 != 0
    }
}

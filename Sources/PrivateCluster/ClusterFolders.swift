import Foundation

/// Where a cluster's folders are.
enum ClusterFolders {
    /// Room for `/.s.PGSQL.5432` and the ending NUL in the 108 bytes of a Unix socket's address.
    private static let maximumSocketDirectoryBytes = 92

    /// A new folder whose path is short enough for a socket.
    static func makeTemporary() throws(PrivateClusterError) -> URL {
        var template = Array("/tmp/hearth-pg-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw PrivateClusterError(.fileSystem, "mkdtemp in /tmp: \(String(cString: strerror(errno)))")
        }
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return URL(filePath: path, directoryHint: .isDirectory)
    }

    /// The cluster's own folder, or a temporary one when its path is too long for a socket.
    static func socketDirectory(for directory: URL) throws(PrivateClusterError) -> URL {
        directory.path.utf8.count <= maximumSocketDirectoryBytes ? directory : try makeTemporary()
    }
}

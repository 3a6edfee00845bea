import Foundation

/// What a process holds at one moment.
struct Footprint: Sendable, CustomStringConvertible {
    /// Memory of its own, which no file backs.
    var anonymousKilobytes: Int
    /// Open descriptors.
    var descriptors: Int
    /// How many files and folders are in its folder.
    var files: Int
    /// The bytes of all files of its folder.
    var fileBytes: Int

    /// Looks at a process and its folder.
    init(of process: pid_t, folder: URL) throws {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(separator: " ").compactMap({ Int($0) }).first
        else { throw EndToEndError("no memory is told of \(process)") }
        anonymousKilobytes = kilobytes
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        files = names.count
        fileBytes = names.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    var description: String {
        "\(anonymousKilobytes) KiB, \(descriptors) descriptors, \(files) files, \(fileBytes) bytes"
    }
}

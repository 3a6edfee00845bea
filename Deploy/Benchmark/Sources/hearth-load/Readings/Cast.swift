import Foundation

/// Who takes part in the benchmark, as its orchestration wrote it down.
struct Cast: Decodable {
    struct Gateway: Decodable {
        let id: UUID
        let token: String
    }

    /// A patient with a device.
    struct Patient: Decodable {
        let id: UUID
        let device: UUID
        /// The device's identifier.
        let identifier: String
    }

    let organization: UUID
    let gateways: [Gateway]
    let patients: [Patient]

    static func read(_ path: String) throws -> Cast {
        try JSONDecoder().decode(Cast.self, from: Data(contentsOf: URL(filePath: path)))
    }
}

import Foundation
import GATT
import Testing

/// Everything that fuzzing has found worth keeping holds in the ordinary build too.
struct ReplayTests {
    private static let corpora = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpora")

    @Test("holds for every input of the corpus", arguments: FuzzTarget.allCases) func holds(_ target: FuzzTarget) throws
    {
        let folder = Self.corpora.appending(path: target.rawValue)
        let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!inputs.isEmpty)
        for input in inputs {
            #expect(throws: Never.self, "\(input.lastPathComponent)") {
                try target.check(Array(Data(contentsOf: input)))
            }
        }
    }

    @Test("has a target for every corpus") func matches() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpora.path)
        #expect(Set(folders) == Set(FuzzTarget.allCases.map(\.rawValue)))
    }

    @Test("fuzzes every characteristic that becomes a reading") func coversReadings() {
        let fuzzed = CharacteristicsTarget.decoders.map { $0.uuid }
        for uuid in MeasurementCharacteristic.readingUUIDs { #expect(fuzzed.contains(uuid)) }
    }
}

import ArgumentParser

/// The clients of the benchmark; each command prints one JSON object.
@main
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearth-load",
        abstract: "The clients of Deploy/bench.",
        subcommands: [
            ClusterCommand.self, HelloLoad.self, ReadingLoad.self, AlertLoad.self, TrendLoad.self, DatabaseLoad.self,
            SelfCheck.self,
        ]
    )
}

// swift-tools-version: 6.2

import PackageDescription

/// Every target is compiled with the same rules: warnings fail the build, imports are explicit,
/// and an `async` function stays on its caller's executor unless it says otherwise.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

/// How `hearth-gateway` is linked to be small in memory, whose pages come in sixteens: relative relocations are packed,
/// equal functions are one, and the functions that a gateway at work calls lie side by side (Docs/Decisions/0053).
let small: [LinkerSetting] = [
    .unsafeFlags(
        ["-use-ld=lld"]
            + [
                "--no-export-dynamic", "-z", "pack-relative-relocs", "--icf=safe",
                "--symbol-ordering-file=\(Context.packageDirectory)/Deploy/hearth-gateway.order",
                // A function of the list that is no more is no harm.
                "--no-warn-symbol-ordering",
            ].flatMap { ["-Xlinker", $0] },
        .when(platforms: [.linux], configuration: .release)
    )
]

let package = Package(
    name: "hearth",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "hearth", targets: ["hearth"]),
        .executable(name: "hearth-gateway", targets: ["hearth-gateway"]),
        // For the programs of Deploy/Benchmark.
        .library(name: "SocketHTTP", targets: ["SocketHTTP"]),
        .library(name: "EventLoops", targets: ["EventLoops"]),
        .library(name: "Postgres", targets: ["Postgres"]),
        .library(name: "PrivateCluster", targets: ["PrivateCluster"]),
        .library(name: "CEpoll", targets: ["CEpoll"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Executables: parse arguments, load configuration, run.
        .executableTarget(
            name: "hearth",
            dependencies: [
                "HearthServer", "HearthDemo", "HearthCore", "Settings", "Supervision", argumentParser, logging,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "hearth-gateway",
            dependencies: ["HearthGateway", "BlueZ", "Settings", "Supervision", argumentParser, logging],
            swiftSettings: strict,
            linkerSettings: small
        ),

        // Compositions: wiring and loops, runnable inside a test.
        .target(
            name: "HearthServer",
            dependencies: [
                "HearthAPI", "HearthCore", "HearthStore", "SocketHTTP", "Postgres", "EventLoops", "Telemetry",
                "Vitals", "GATT", "Alerting", "Settings", "Supervision", logging, metrics, lifecycle,
                unixSignals,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "HearthGateway",
            dependencies: [
                "CTimex", "ATT", "BlueZ", "GATT", "EventLoops", "ReadingExchange", "Spool", "Upload", "Alerting",
                "Vitals",
                "ExactJSON", "Settings", "Supervision", logging, lifecycle, unixSignals,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "HearthDemo",
            dependencies: [
                "HearthServer", "HearthGateway", "HearthCore", "HearthStore", "SimulatedDevices", "PrivateCluster",
                "Postgres", "EventLoops", "ATT", "GATT", "Vitals", "ExactJSON", "ReadingExchange", "SocketHTTP",
                "Upload", "Alerting",
                logging, unixSignals,
            ],
            swiftSettings: strict
        ),

        // Adapters: one technology each, never each other.
        .target(
            name: "HearthAPI",
            dependencies: [
                "HearthCore", "SocketHTTP", "ReadingExchange", "ExactJSON", "Vitals", "Alerting", httpTypes,
                logging, metrics,
            ],
            resources: [.copy("Resources/openapi.yaml")],
            swiftSettings: strict
        ),
        .target(
            name: "HearthStore",
            dependencies: [
                "HearthCore", "Postgres", "EventLoops", "ReadingExchange", "Alerting", "Vitals", "ExactJSON", crypto,
                logging,
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Spool",
            dependencies: ["Vitals", "GATT", "ReadingExchange", "ExactJSON", grdb, logging],
            swiftSettings: strict
        ),
        .target(
            name: "Upload",
            dependencies: ["CCurl", "ReadingExchange", "ExactJSON", "Vitals", logging],
            swiftSettings: strict
        ),
        .target(name: "BlueZ", dependencies: ["ATT", "EventLoops", "CBluetooth", logging], swiftSettings: strict),
        .target(
            name: "SimulatedDevices",
            dependencies: ["ATT", "GATT", "EventLoops", "Vitals"],
            swiftSettings: strict
        ),

        // Mechanisms: they know nothing of health.
        .target(name: "EventLoops", dependencies: ["CEpoll", heap], swiftSettings: strict),
        .target(
            name: "SocketHTTP",
            dependencies: ["EventLoops", "CZlib", deque, httpTypes, logging],
            swiftSettings: strict
        ),
        .target(name: "Postgres", dependencies: ["EventLoops", "CLibPQ", logging, crypto], swiftSettings: strict),
        .target(name: "PrivateCluster", dependencies: [logging], swiftSettings: strict),
        .target(name: "ATT", dependencies: ["EventLoops"], swiftSettings: strict),
        .target(name: "Settings", dependencies: [configuration, systemPackage, logging, yams], swiftSettings: strict),
        .target(name: "Telemetry", dependencies: [metrics], swiftSettings: strict),
        .target(name: "Supervision", dependencies: [logging], swiftSettings: strict),
        .systemLibrary(name: "CEpoll"),
        .target(name: "CTimex"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        // Without pkgConfig, which would link a library of which nothing is called.
        .systemLibrary(name: "CBluetooth", providers: [.apt(["libbluetooth-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Pure: no IO, no clock, no environment.
        .target(name: "HearthCore", dependencies: ["Vitals", "Alerting"], swiftSettings: strict),
        .target(name: "ReadingExchange", dependencies: ["Vitals", "ExactJSON", "Alerting"], swiftSettings: strict),
        .target(name: "Alerting", dependencies: ["Vitals"], swiftSettings: strict),
        .target(
            name: "GATT",
            dependencies: ["Vitals", "ExactJSON"],
            resources: [.embedInCode("Resources/quirks.json")],
            swiftSettings: strict
        ),
        .target(name: "Vitals", dependencies: [crypto], swiftSettings: strict),
        .target(name: "ExactJSON", swiftSettings: strict),

        // Tests.
        .testTarget(name: "VitalsTests", dependencies: ["Vitals"], swiftSettings: strict),
        .testTarget(name: "AlertingTests", dependencies: ["Alerting", "Vitals"], swiftSettings: strict),
        .testTarget(
            name: "GATTTests",
            dependencies: ["GATT", "Vitals"],
            resources: [.copy("Vectors")],
            swiftSettings: strict
        ),
        .testTarget(name: "ExactJSONTests", dependencies: ["ExactJSON"], swiftSettings: strict),
        .testTarget(
            name: "ReadingExchangeTests",
            dependencies: ["ReadingExchange", "Alerting", "ExactJSON", "Vitals"],
            swiftSettings: strict
        ),
        .testTarget(name: "SettingsTests", dependencies: ["Settings"], swiftSettings: strict),
        // A proxy in front of PostgreSQL that loses what a test tells it to lose.
        .target(
            name: "DatabaseRelay",
            dependencies: ["Postgres", "PrivateCluster", "EventLoops"],
            path: "Tests/DatabaseRelay",
            swiftSettings: strict
        ),
        .testTarget(name: "EventLoopsTests", dependencies: ["EventLoops"], swiftSettings: strict),
        .target(name: "ModelledManager", path: "Tests/ModelledManager", swiftSettings: strict),
        .testTarget(
            name: "SupervisionTests",
            dependencies: ["Supervision", "ModelledManager", "RecordedLog", logging],
            swiftSettings: strict
        ),
        .testTarget(name: "TelemetryTests", dependencies: ["Telemetry", metrics], swiftSettings: strict),
        .testTarget(
            name: "SocketHTTPTests",
            dependencies: ["SocketHTTP", "EventLoops", "CZlib", httpTypes, logging],
            exclude: ["Peer"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "FuzzingTests",
            dependencies: ["SocketHTTP", "ExactJSON", "ReadingExchange", "ATT", "BlueZ", "GATT", "Vitals", httpTypes],
            path: "Tests/Fuzzing",
            exclude: ["Corpora", "Dictionaries", "Main"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PostgresTests",
            dependencies: ["Postgres", "PrivateCluster", "DatabaseRelay", "EventLoops", "RecordedLog", logging],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ATTTests",
            dependencies: ["ATT", "SimulatedDevices", "EventLoops", "GATT", "Vitals"],
            exclude: ["Peer"],
            swiftSettings: strict
        ),
        .target(name: "RecordedLog", dependencies: [logging], path: "Tests/RecordedLog", swiftSettings: strict),
        .target(name: "ModelledKernel", path: "Tests/ModelledKernel", swiftSettings: strict),
        .testTarget(
            name: "BlueZTests",
            dependencies: ["BlueZ", "ModelledKernel", "ATT", "EventLoops", "RecordedLog", logging],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SpoolTests",
            dependencies: ["Spool", "GATT", "ReadingExchange", "RecordedLog", "Vitals", grdb, logging],
            swiftSettings: strict
        ),
        .testTarget(
            name: "UploadTests",
            dependencies: [
                "Upload", "ReadingExchange", "ExactJSON", "SocketHTTP", "EventLoops", "RecordedLog", "Vitals",
                httpTypes, logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HearthStoreTests",
            dependencies: [
                "HearthStore", "HearthCore", "Postgres", "PrivateCluster", "EventLoops", "Vitals", "Alerting", logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HearthAPITests",
            dependencies: [
                "HearthAPI", "HearthServer", "HearthCore", "HearthStore", "SocketHTTP", "Postgres", "PrivateCluster",
                "DatabaseRelay", "EventLoops", "ExactJSON", "Vitals", "Alerting", "ReadingExchange", "RecordedLog",
                httpTypes, logging,
            ],
            resources: [.copy("Peer/schemathesis.toml")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HearthServerTests",
            dependencies: [
                "HearthServer", "HearthStore", "HearthCore", "Postgres", "PrivateCluster", "EventLoops", "GATT",
                "Alerting", "RecordedLog", "Settings", "Vitals", logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HearthGatewayTests",
            dependencies: [
                "Alerting", "HearthGateway", "BlueZ", "ModelledKernel", "SimulatedDevices", "ATT", "GATT", "Spool",
                "Upload", "EventLoops", "Supervision", "RecordedLog",
                "ReadingExchange", "ExactJSON", "Settings", "SocketHTTP", "Vitals", grdb, httpTypes, logging,
            ],
            exclude: ["Peer"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "SimulatedDevices", "SocketHTTP", "Postgres", "PrivateCluster", "EventLoops", "ATT", "GATT", "Vitals",
                "Spool", "ExactJSON", "Alerting", "BlueZ", "HearthGateway", "ModelledKernel", "ModelledManager",
                "RecordedLog", logging, "hearth", "hearth-gateway",
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

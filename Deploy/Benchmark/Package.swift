// swift-tools-version: 6.2

import PackageDescription

/// The rules of Hearth's own package.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

/// What `Deploy/bench` runs besides Hearth itself: a package of its own, so that no peer becomes a dependency of
/// Hearth.
let package = Package(
    name: "hearth-benchmark",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "hearth", path: "../.."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.92.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    ],
    targets: [
        .executableTarget(
            name: "hello-hearth",
            dependencies: [
                .product(name: "SocketHTTP", package: "hearth"), .product(name: "EventLoops", package: "hearth"),
                httpTypes, logging,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "hello-hummingbird",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOPosix", package: "swift-nio"),
                logging,
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "hearth-load",
            dependencies: [
                .product(name: "EventLoops", package: "hearth"), .product(name: "Postgres", package: "hearth"),
                .product(name: "PrivateCluster", package: "hearth"), .product(name: "CEpoll", package: "hearth"),
                argumentParser, logging,
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

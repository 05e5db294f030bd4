// swift-tools-version: 6.2

import PackageDescription

/// The core: Embedded Swift that also compiles as full Swift.
let coreSettings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Host only: tools, simulators and tests.
let hostSettings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "scrap-verifier",
  products: [
    .library(name: "ScrapTarget", targets: ["ScrapTarget"]),
    .library(name: "ScrapJournal", targets: ["ScrapJournal"]),
    .executable(name: "scrapctl", targets: ["scrapctl"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-argument-parser",
      from: "1.8.2")
  ],
  targets: [
    // libsecp256k1
    .systemLibrary(
      name: "CSecp256k1",
      pkgConfig: "libsecp256k1",
      providers: [.apt(["libsecp256k1-dev"])]),

    // Core: bytes
    .target(name: "ScrapWire", swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapWireTests",
      dependencies: ["ScrapWire"],
      swiftSettings: hostSettings),

    // Core: hashes, keys, signatures
    .target(
      name: "ScrapCrypto",
      dependencies: ["CSecp256k1"],
      swiftSettings: coreSettings),

    // Core: used ids
    .target(name: "ScrapReplay", swiftSettings: coreSettings),
    .target(
      name: "ScrapJournal",
      dependencies: ["ScrapReplay"],
      path: "NVM/ScrapJournal",
      exclude: [],
      swiftSettings: coreSettings),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2

import PackageDescription

/// The core: Embedded Swift that also compiles as full Swift.
let coreSettings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .enableExperimentalFeature("RawLayout"),
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
    .library(
      name: "ScrapTarget",
      targets: ["ScrapTarget", "ScrapVerifier", "ScrapReplay"]),
    .library(name: "ScrapJournal", targets: ["ScrapJournal"]),
    .library(name: "ScrapBoard", targets: ["ScrapBoard", "ScrapLink"]),
    .executable(name: "scrapctl", targets: ["scrapctl"]),
    .executable(name: "obc", targets: ["obc"]),
    .executable(name: "torture", targets: ["torture"]),
  ],
  dependencies: [
    .package(
      url: "https://github.com/apple/swift-argument-parser",
      from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(
      url: "https://github.com/HdrHistogram/hdrhistogram-swift",
      from: "0.2.0"),
  ],
  targets: [
    // libsecp256k1
    .systemLibrary(name: "CSecp256k1", providers: [.apt(["libsecp256k1-dev"])]),

    // Core: conversions that allocate nothing on 32-bit targets
    .target(name: "ScrapIntegers", swiftSettings: coreSettings),

    // Core: bytes
    .target(
      name: "ScrapWire", dependencies: ["ScrapIntegers"],
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapWireTests", dependencies: ["ScrapWire", "TestSupport"],
      swiftSettings: hostSettings),

    // Core: hashes, keys, signatures
    .target(
      name: "ScrapCrypto",
      dependencies: ["CSecp256k1", "ScrapIntegers"],
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapCryptoTests",
      dependencies: ["ScrapCrypto", "CSecp256k1", "TestSupport"],
      swiftSettings: hostSettings),

    // Core: used ids
    .target(
      name: "ScrapReplay", dependencies: ["ScrapIntegers"],
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapReplayTests", dependencies: ["ScrapReplay", "TestSupport"],
      swiftSettings: hostSettings),

    // Non-volatile memory: the journal of used ids
    .target(
      name: "ScrapJournal",
      dependencies: ["ScrapIntegers", "ScrapReplay"],
      path: "NVM/ScrapJournal",
      swiftSettings: coreSettings),
    .target(
      name: "SimulatedNVM",
      dependencies: ["ScrapJournal"],
      path: "NVM/SimulatedNVM",
      swiftSettings: hostSettings),
    .testTarget(
      name: "SimulatedNVMTests",
      dependencies: ["ScrapJournal", "SimulatedNVM", "TestSupport"],
      swiftSettings: hostSettings),
    // Host: fault campaigns against journal and store
    .target(
      name: "ScrapTorture",
      dependencies: [
        "ScrapClock", "ScrapCrypto", "ScrapGround", "ScrapJournal",
        "ScrapReplay", "ScrapTarget", "ScrapVerifier", "ScrapWire",
        "SimulatedNVM",
      ],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapTortureTests",
      dependencies: [
        "ScrapReplay", "ScrapTarget", "ScrapTorture", "ScrapVerifier",
        "SimulatedNVM", "TestSupport",
      ],
      swiftSettings: hostSettings),
    .executableTarget(
      name: "torture",
      dependencies: [
        "ScrapClockTrial", "ScrapGround", "ScrapTorture",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapJournalTests",
      dependencies: [
        "ScrapBench", "ScrapJournal", "ScrapReplay", "SimulatedNVM",
        "TestSupport",
      ],
      swiftSettings: hostSettings),
    .target(
      name: "FileNVM",
      dependencies: ["ScrapJournal", "ScrapReplay"],
      path: "NVM/FileNVM",
      swiftSettings: hostSettings),
    .testTarget(
      name: "FileNVMTests",
      dependencies: ["FileNVM", "ScrapJournal", "ScrapReplay", "TestSupport"],
      swiftSettings: hostSettings),

    // Core: the decision
    .target(
      name: "ScrapVerifier",
      dependencies: [
        "ScrapCrypto", "ScrapIntegers", "ScrapReplay", "ScrapWire",
      ],
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapVerifierTests",
      dependencies: [
        "ScrapCrypto", "ScrapJournal", "ScrapReplay", "ScrapVerifier",
        "ScrapWire", "SimulatedNVM", "TestSupport",
      ],
      swiftSettings: hostSettings),

    // Core: clock readings to one interval of trusted time
    .target(
      name: "ScrapClock",
      dependencies: ["ScrapIntegers", "ScrapVerifier"],
      path: "Platform/ScrapClock",
      exclude: ["CHRONY.md", "Figures", "TIME.md"],
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapClockTests",
      dependencies: ["ScrapClock", "ScrapVerifier", "TestSupport"],
      swiftSettings: hostSettings),

    // Core: a GNSS receiver's sentences to a clock reading
    .target(
      name: "ScrapNMEA",
      dependencies: ["ScrapClock", "ScrapIntegers"],
      path: "Platform/ScrapNMEA",
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapNMEATests",
      dependencies: ["ScrapClock", "ScrapNMEA", "TestSupport"],
      swiftSettings: hostSettings),

    // Host: random days of clocks, judged against the truth
    .target(
      name: "ScrapClockTrial",
      dependencies: ["ScrapClock", "ScrapVerifier", "SimulatedNVM"],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapClockTrialTests",
      dependencies: ["ScrapClockTrial", "TestSupport"],
      swiftSettings: hostSettings),

    // Core: the satellite's side of the protocol
    .target(
      name: "ScrapTarget",
      dependencies: [
        "ScrapClock", "ScrapCrypto", "ScrapIntegers", "ScrapReplay",
        "ScrapVerifier", "ScrapWire",
      ],
      exclude: ["OPERATOR.md"],
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapTargetTests",
      dependencies: [
        "ScrapClock", "ScrapCrypto", "ScrapJournal", "ScrapReplay",
        "ScrapTarget", "ScrapVerifier", "ScrapWire", "SimulatedNVM",
        "TestSupport",
      ],
      swiftSettings: hostSettings),

    // Core: frames, telemetry and text of a satellite's serial link
    .target(
      name: "ScrapLink",
      dependencies: [
        "ScrapClock", "ScrapCrypto", "ScrapIntegers", "ScrapJournal",
        "ScrapReplay", "ScrapTarget", "ScrapVerifier", "ScrapWire",
      ],
      path: "Platform/ScrapLink",
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapLinkTests",
      dependencies: [
        "ScrapLink", "ScrapReplay", "ScrapVerifier", "ScrapWire",
        "TestSupport",
      ],
      swiftSettings: hostSettings),

    // Core: what a board reads from its card before there is a satellite
    .target(
      name: "ScrapBoard",
      dependencies: ["ScrapCrypto", "ScrapIntegers"],
      path: "Platform/ScrapBoard",
      swiftSettings: coreSettings),
    .testTarget(
      name: "ScrapBoardTests",
      dependencies: ["ScrapBoard", "ScrapCrypto", "TestSupport"],
      swiftSettings: hostSettings),

    // The C interface: header and implementation
    .systemLibrary(name: "CScrapVerifier"),
    .target(
      name: "ScrapVerifierABI",
      dependencies: [
        "CScrapVerifier", "ScrapClock", "ScrapCrypto", "ScrapIntegers",
        "ScrapJournal", "ScrapReplay", "ScrapTarget", "ScrapVerifier",
        "ScrapWire",
      ],
      swiftSettings: coreSettings),

    // Linux: what Swift's Glibc module leaves out
    .systemLibrary(name: "CLinux"),

    // Linux: clock sources
    .target(
      name: "LinuxClock",
      dependencies: ["CLinux", "ScrapClock", "ScrapNMEA"],
      path: "Platform/Linux/LinuxClock",
      swiftSettings: hostSettings),
    .testTarget(
      name: "LinuxClockTests",
      dependencies: [
        "CLinux", "LinuxClock", "ScrapClock", "ScrapNMEA", "TestSupport",
      ],
      swiftSettings: hostSettings),

    // Linux: a satellite as a process
    .target(name: "CProcess", path: "Platform/Linux/CProcess"),
    .target(
      name: "OnBoardComputer",
      dependencies: [
        "CProcess", "FileNVM", "LinuxClock", "ScrapClock", "ScrapCrypto",
        "ScrapGround", "ScrapJournal", "ScrapLink", "ScrapNMEA",
        "ScrapReplay", "ScrapTarget", "ScrapVerifier", "ScrapWire",
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Platform/Linux/OnBoardComputer",
      swiftSettings: hostSettings),
    .executableTarget(
      name: "obc",
      dependencies: [
        "CProcess", "LinuxClock", "OnBoardComputer", "ScrapGround", "ScrapYAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Platform/Linux/obc",
      swiftSettings: hostSettings),

    .testTarget(
      name: "OnBoardComputerTests",
      dependencies: [
        "OnBoardComputer", "obc", "ScrapCrypto", "ScrapGround",
        "ScrapVerifier", "ScrapWire", "TestSupport",
      ],
      swiftSettings: hostSettings),

    // The ground: issue, delegate, sign, satellite profiles
    .target(
      name: "ScrapGround",
      dependencies: [
        "CLinux", "ScrapBoard", "ScrapClock", "ScrapCrypto",
        "ScrapIntegers", "ScrapReplay", "ScrapVerifier", "ScrapWire",
      ],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapGroundTests",
      dependencies: [
        "ScrapClock", "ScrapCrypto", "ScrapGround", "ScrapVerifier",
        "ScrapWire", "TestSupport",
      ],
      swiftSettings: hostSettings),

    // The ground: a commander's side of an exchange
    .target(
      name: "ScrapCommander",
      dependencies: [
        "ScrapCrypto", "ScrapGround", "ScrapVerifier", "ScrapWire",
      ],
      exclude: ["CONTACT.md"],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapCommanderTests",
      dependencies: [
        "ScrapCommander", "ScrapCrypto", "ScrapGround", "ScrapVerifier",
        "ScrapWire", "TestSupport",
      ],
      swiftSettings: hostSettings),

    // The ground: reports
    .target(
      name: "ScrapReport",
      dependencies: [
        "ScrapGround", "ScrapVerifier",
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapReportTests",
      dependencies: ["ScrapReport", "ScrapVerifier", "TestSupport"],
      swiftSettings: hostSettings),

    // Host: YAML with bounds and places, for whoever reads a file of people
    .target(
      name: "ScrapYAML", dependencies: ["Yams"], swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapYAMLTests", dependencies: ["ScrapYAML", "TestSupport"],
      swiftSettings: hostSettings),

    // The ground: a constellation under virtual time
    .target(
      name: "ScrapSimulation",
      dependencies: [
        "ScrapClock", "ScrapCommander", "ScrapCrypto", "ScrapGround",
        "ScrapJournal", "ScrapReplay", "ScrapReport", "ScrapTarget",
        "ScrapVerifier", "ScrapWire", "ScrapYAML", "SimulatedNVM",
      ],
      exclude: ["SCENARIOS.md"],
      resources: [.embedInCode("Scenarios")],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapSimulationTests",
      dependencies: [
        "ScrapClock", "ScrapGround", "ScrapReport", "ScrapSimulation",
        "ScrapYAML", "TestSupport",
      ],
      swiftSettings: hostSettings),
    .executableTarget(
      name: "scrapctl",
      dependencies: [
        "CLinux", "CProcess", "FileNVM", "LinuxClock", "ScrapBench",
        "ScrapClock", "ScrapCommander", "ScrapCrypto", "ScrapGround",
        "ScrapJournal", "ScrapNMEA", "ScrapReplay", "ScrapReport",
        "ScrapSimulation", "ScrapVerifier", "ScrapWire", "ScrapYAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapctlTests",
      dependencies: [
        "obc", "scrapctl", "ScrapClock", "ScrapCommander", "ScrapCrypto",
        "ScrapGround", "ScrapTarget", "ScrapVerifier", "TestSupport",
      ],
      swiftSettings: hostSettings),

    // Host: what it costs
    .target(
      name: "ScrapBench",
      dependencies: [
        "CSecp256k1", "FileNVM", "ScrapClock", "ScrapCrypto", "ScrapGround",
        "ScrapJournal", "ScrapReplay", "ScrapVerifier", "ScrapWire",
        "SimulatedNVM",
        .product(name: "Histogram", package: "hdrhistogram-swift"),
      ],
      exclude: ["COSTS.md", "PEERS.md", "Figures", "instructions.txt"],
      swiftSettings: hostSettings),
    .testTarget(
      name: "ScrapBenchTests",
      dependencies: ["ScrapBench", "ScrapVerifier"],
      swiftSettings: hostSettings),

    // Vectors, hex, seeds and a satellite for the tests
    .target(
      name: "TestSupport",
      dependencies: [
        "ScrapClock", "ScrapCrypto", "ScrapJournal", "ScrapReplay",
        "ScrapTarget", "ScrapVerifier", "ScrapWire", "SimulatedNVM",
      ],
      path: "Tests/TestSupport",
      swiftSettings: hostSettings),
  ],
  swiftLanguageModes: [.v6]
)

// swift-tools-version: 6.2

// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// A package of its own: it holds assembly for one processor, which a build
/// for the host would try to assemble. `Scripts/build-cm4` builds it.
let settings: [SwiftSetting] = [
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "scrap-cm4",
  products: [.library(name: "Firmware", type: .static, targets: ["Firmware"])],
  dependencies: [.package(name: "scrap-verifier", path: "../..")],
  targets: [
    // Assembly and C: start, vectors, memory map, serial line, stand-ins
    .target(
      name: "Boot",
      cSettings: [
        // Runs in part before the memory map: every access aligned, and no
        // vector registers, which an exception does not save.
        .unsafeFlags([
          "-mstrict-align", "-mgeneral-regs-only", "-fno-builtin",
          "-Wall", "-Wextra", "-Werror",
        ])
      ]),

    // The board's devices behind the core's ports
    .target(
      name: "CM4Drivers",
      dependencies: [
        "Boot",
        .product(name: "ScrapTarget", package: "scrap-verifier"),
        .product(name: "ScrapJournal", package: "scrap-verifier"),
        .product(name: "ScrapBoard", package: "scrap-verifier"),
      ],
      swiftSettings: settings),

    // Names the concrete types and decides nothing
    .target(
      name: "Firmware",
      dependencies: [
        "Boot", "CM4Drivers",
        .product(name: "ScrapTarget", package: "scrap-verifier"),
        .product(name: "ScrapJournal", package: "scrap-verifier"),
        .product(name: "ScrapBoard", package: "scrap-verifier"),
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)

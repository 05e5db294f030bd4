// swift-tools-version: 6.2

import PackageDescription

/// What users of Swift would pick instead, as a worker of Scripts/bench-peers.
/// A package of its own, so that the product depends on none of it.
let package = Package(
  name: "peers",
  dependencies: [
    .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
    .package(
      url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .executableTarget(
      name: "PeerWorker",
      dependencies: [
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "JWTKit", package: "jwt-kit"),
        .product(name: "X509", package: "swift-certificates"),
      ])
  ],
  swiftLanguageModes: [.v6]
)

// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// A satellite's own secrets, for a satellite that runs on the ground.
extension SecretKeyFile {
  /// Reads the key that signs replies and proofs.
  ///
  /// - Parameter path: as `read(from:chance:)`.
  /// - Returns: the key.
  /// - Throws: as `read(from:chance:)`.
  public static func executorKey(
    from path: String
  ) throws(GroundError) -> SecretKey {
    var bytes = try secret(from: path)
    defer { wipe(&bytes) }
    let blinding = try Chance.kernel.bytes32(for: "blinding")
    guard let key = SecretKey(bytes.span, entropy: blinding) else {
      throw .wrongValue(
        place: path, expected: "a secret below the curve's order",
        found: "a number out of range")
    }
    return key
  }

  /// Reads what payment preimages are derived from.
  ///
  /// - Parameters:
  ///   - path: as `read(from:chance:)`.
  ///   - executorKey: the executor's file, whose secret must be another.
  /// - Returns: the secret.
  /// - Throws: as `read(from:chance:)`; `wrongValue` for the executor's own.
  public static func deviceSecret(
    from path: String, besides executorKey: String
  ) throws(GroundError) -> DeviceSecret {
    var bytes = try secret(from: path)
    defer { wipe(&bytes) }
    var executor = try secret(from: executorKey)
    defer { wipe(&executor) }
    guard bytes != executor, let secret = DeviceSecret(bytes.span) else {
      throw .wrongValue(
        place: path, expected: "a secret of its own",
        found: "the executor's key")
    }
    return secret
  }
}

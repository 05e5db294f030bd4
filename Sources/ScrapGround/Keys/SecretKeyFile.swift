// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapCrypto

/// A secret key in a text file of mode 0600: the format's name, and the secret
/// in hex, each on a line.
///
/// A secret is never printed, and never an argument of a command.
public enum SecretKeyFile {
  /// The first line.
  public static let format = "scrap-secret-key-v1"
  /// Bytes of a file: two lines.
  static let byteCount = format.utf8.count + 1 + 64 + 1

  /// Makes a key and its file.
  ///
  /// - Parameters:
  ///   - path: where; nothing may be there yet.
  ///   - chance: the source of the secret.
  /// - Returns: the compressed public key, 33 bytes.
  /// - Throws: `file` if it exists or cannot be written; `noEntropy`.
  public static func create(
    at path: String, chance: Chance
  ) throws(GroundError) -> [UInt8] {
    var secret = try chance.bytes32(for: "secret_key").bytes.span.array
    defer { wipe(&secret) }
    let key = try SigningKey(
      secret: secret.span, chance: chance, place: "the secret drawn")
    try write(secret, to: path)
    return key.publicKey
  }

  private static func write(
    _ secret: [UInt8], to path: String
  ) throws(GroundError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = open(path, flags, 0o600)
    guard file >= 0 else { throw .file(path: path, cause: systemError()) }
    defer { close(file) }
    var text = Array("\(format)\n\(HexText.text(secret))\n".utf8)
    defer { wipe(&text) }
    // A restrictive umask may take away more than 0600 leaves.
    guard fchmod(file, 0o600) == 0,
      Glibc.write(file, text, text.count) == text.count,
      fsync(file) == 0
    else {
      let cause = systemError()
      unlink(path)
      throw .file(path: path, cause: cause)
    }
  }

  /// Reads a key.
  ///
  /// - Parameters:
  ///   - path: a regular file that only its owner can read.
  ///   - chance: the source of what its signatures need.
  /// - Returns: the key, ready to sign.
  /// - Throws: `file` if it cannot be opened, is no regular file, or anybody
  ///   but the owner can read or write it; `wrongValue` for other content.
  public static func read(
    from path: String, chance: Chance
  ) throws(GroundError) -> SigningKey {
    var secret = try secret(from: path)
    defer { wipe(&secret) }
    return try SigningKey(secret: secret.span, chance: chance, place: path)
  }

  /// Reads the 32 bytes; the caller wipes them.
  static func secret(from path: String) throws(GroundError) -> [UInt8] {
    // A pipe would block before it is seen to be one.
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw .file(path: path, cause: systemError()) }
    defer { close(file) }
    try checkMode(of: file, path)
    var text = [UInt8](repeating: 0, count: byteCount + 1)
    defer { wipe(&text) }
    let count = Glibc.read(file, &text, text.count)
    guard count >= 0 else { throw .file(path: path, cause: systemError()) }
    let lines = text[..<count].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count == 3, lines[0].elementsEqual(format.utf8),
      lines[1].count == 64, lines[2].isEmpty,
      let secret = HexText.bytes(lines[1])
    else {
      throw .wrongValue(
        place: path, expected: "the line \(format) and 64 hex digits",
        found: "another content")
    }
    return secret
  }

  private static func checkMode(
    of file: Int32, _ path: String
  ) throws(GroundError) {
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw .file(path: path, cause: systemError())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .wrongValue(
        place: path, expected: "a regular file", found: "something else")
    }
    let mode = status.st_mode & 0o777
    guard mode & 0o077 == 0 else {
      throw .wrongValue(
        place: path, expected: "mode 0600, for its owner alone",
        found: "mode 0\(String(mode, radix: 8))")
    }
  }

  private static func systemError() -> String {
    String(cString: strerror(errno))
  }

  static func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { bytes in
      if let base = bytes.baseAddress { explicit_bzero(base, bytes.count) }
    }
  }
}

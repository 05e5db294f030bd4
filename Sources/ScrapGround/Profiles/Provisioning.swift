// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapBoard
import ScrapCrypto

/// Makes a board's provisioning record: a profile with the executor's key and
/// the device secret.
public enum Provisioning {
  /// Writes a record to a new file of mode 0600, and reads it back as the board
  /// will.
  ///
  /// - Parameters:
  ///   - profile: whom the board trusts.
  ///   - executorKey: the secret key file of the profile's identity.
  ///   - deviceSecret: another secret key file.
  ///   - isLaboratory: see `BoardFlags.laboratory`.
  ///   - hasWatchdog: see `BoardFlags.watchdog`.
  ///   - path: where; nothing may be there yet.
  /// - Returns: the record's bytes.
  /// - Throws: `wrongValue` if the key is not the profile's identity, or both
  ///   secrets are one; `file`; what reading keys and packing throw.
  public static func write(
    _ profile: SatelliteProfile, executorKey: String, deviceSecret: String,
    isLaboratory: Bool, hasWatchdog: Bool, to path: String
  ) throws(GroundError) -> Int {
    let key = try SecretKeyFile.read(from: executorKey, chance: .kernel)
    guard key.publicKey == profile.identityKey else {
      throw .wrongValue(
        place: executorKey, expected: "the key of the profile's identity",
        found: "another key")
    }
    var executor = try SecretKeyFile.secret(from: executorKey)
    var device = try SecretKeyFile.secret(from: deviceSecret)
    defer {
      SecretKeyFile.wipe(&executor)
      SecretKeyFile.wipe(&device)
    }
    guard executor != device else {
      throw .wrongValue(
        place: deviceSecret, expected: "a secret of its own",
        found: "the executor's key")
    }
    var record = Array("\(ProvisioningRecord.magic)".utf8)
    defer { SecretKeyFile.wipe(&record) }
    let flags: UInt64 = (isLaboratory ? 1 : 0) | (hasWatchdog ? 2 : 0)
    let packed = try profile.pack()
    record += bigEndian(ProvisioningRecord.format, 2) + bigEndian(flags, 2)
    record += bigEndian(UInt64(packed.count), 4)
    record += executor + device + packed
    let checksum = SHA256.hash(record.span)
    record += checksum.span.array
    readBack(record, flags)
    try create(record, at: path)
    return record.count
  }

  private static func readBack(_ record: [UInt8], _ flags: UInt64) {
    let isSound = record.withUnsafeBufferPointer {
      let found = try? ProvisioningRecord($0)
      return found.map { UInt64($0.flags.bits) == flags } ?? false
    }
    precondition(isSound, "a record says what was packed")
  }

  private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func create(
    _ bytes: [UInt8], at path: String
  ) throws(GroundError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = open(path, flags, 0o600)
    guard file >= 0 else {
      throw .file(path: path, cause: String(cString: strerror(errno)))
    }
    defer { close(file) }
    guard fchmod(file, 0o600) == 0,
      Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0
    else {
      let cause = String(cString: strerror(errno))
      unlink(path)
      throw .file(path: path, cause: cause)
    }
  }
}

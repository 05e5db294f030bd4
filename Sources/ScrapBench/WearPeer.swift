// SPDX-License-Identifier: Apache-2.0

/// What a mark costs elsewhere: measured on another day, in one copy, and not
/// in this run.
public struct WearPeer: Sendable {
  /// The peer, and what it was made to do.
  public let name: String
  /// Bytes programmed, or written by calls, for each mark.
  public let bytesPerMark: Double
  /// Erases for each mark; nil where there is no flash to erase.
  public let erasesPerMark: Double?
  /// On what, and what it leaves out.
  public let note: String

  /// Those that were measured.
  public static let all = [
    WearPeer(
      name: "littlefs, append of 32 bytes and sync", bytesPerMark: 2_116,
      erasesPerMark: 1.01, note: "emulated NOR, 4 KiB sectors, unit 16"),
    WearPeer(
      name: "FlashDB 2.2.0 TSDB, append of 20 bytes", bytesPerMark: 34,
      erasesPerMark: 1 / 115,
      note: "emulated NOR; no checksum of the data, erases computed"),
    WearPeer(
      name: "SQLite 3.40.1, WAL, FULL", bytesPerMark: 5_369,
      erasesPerMark: nil, note: "write calls on ext4"),
  ]
}

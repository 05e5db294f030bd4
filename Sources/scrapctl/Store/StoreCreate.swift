// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import Glibc
import ScrapGround
import ScrapVerifier

/// `scrapctl store create`.
struct StoreCreate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Make an empty store where none is.",
    discussion: """
      An existing file is never touched. --issued-after sets the issuance \
      floor for a satellite that may have accepted tokens before; a block \
      device asks for it, for nobody knows what a blank one has seen.
      """)

  @OptionGroup var store: StoreOptions
  @Option(
    help: ArgumentHelp(
      "Take the capacity from a profile.", valueName: "file"))
  var profile: String?
  @Option(
    help: ArgumentHelp(
      "Used tokens to remember; 10000 by default.", valueName: "tokens"))
  var replayCapacity: UInt32?
  @Option(
    help: ArgumentHelp(
      "Refuse tokens issued at or before this time.", valueName: "seconds"))
  var issuedAfter: UInt64?
  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard let replayCapacity else { return }
    let range = 1...ProfileLimits.replayCapacityMax
    guard range.contains(replayCapacity) else {
      throw ValidationError(
        "--replay-capacity: expected 1 to \(range.upperBound).")
    }
  }

  func run() throws {
    let capacity =
      try replayCapacity
      ?? profile.map { try ProfileSource.read($0).limits.replayCapacity }
      ?? 10_000
    if issuedAfter == nil && isBlockDevice {
      throw ValidationError(
        "\(store.file) is a block device: --issued-after is required.")
    }
    let made: FileStore
    do throws(FileStoreError) {
      made = try FileStore.create(
        path: store.file, anchorPath: store.anchor.path,
        entryCapacity: capacity, ledgerCapacity: capacity,
        issuedAfterSeconds: issuedAfter ?? 0)
    } catch {
      throw Failure(Failure.store, "\(error)")
    }
    try StoreInspect.show(made, output.format)
  }

  private var isBlockDevice: Bool {
    var status = stat()
    return stat(store.file, &status) == 0 && status.st_mode & S_IFMT == S_IFBLK
  }
}

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
  @OptionGroup var capacity: CapacityOption
  @Option(
    help: ArgumentHelp(
      "Refuse tokens issued at or before this time.", valueName: "seconds"))
  var issuedAfter: UInt64?
  @Flag(
    help: """
      Lay a file out in sectors of 512 bytes, as a card's partition is, to be \
      copied there; block devices always are.
      """)
  var sectors = false
  @Option(
    help: ArgumentHelp(
      "What tells the store from others, instead of chance.",
      valueName: "number"))
  var storeID: UInt64?
  @OptionGroup var output: FormatOptions

  func run() throws {
    let fromProfile = try profile.map {
      try ProfileSource.read($0).limits.replayCapacity
    }
    let capacity = capacity.given ?? fromProfile ?? capacity.tokens
    if issuedAfter == nil && isBlockDevice {
      throw ValidationError(
        "\(store.file) is a block device: --issued-after is required.")
    }
    let made: FileStore
    do throws(FileStoreError) {
      made = try FileStore.create(
        path: store.file, anchorPath: store.anchor.path,
        entryCapacity: capacity, ledgerCapacity: capacity,
        issuedAfterSeconds: issuedAfter ?? 0, isSectored: sectors,
        storeID: storeID)
    } catch {
      throw Failure(error)
    }
    try StoreInspect.show(made, output.format)
  }

  private var isBlockDevice: Bool {
    var status = stat()
    return stat(store.file, &status) == 0 && status.st_mode & S_IFMT == S_IFBLK
  }
}

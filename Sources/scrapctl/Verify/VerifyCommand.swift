// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FileNVM
import Glibc
import ScrapCrypto
import ScrapGround
import ScrapVerifier

/// `scrapctl verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Decide on requests or chains as the satellite does.",
    discussion: """
      Reads one item a line from standard input: the hex of a whole message, \
      or, with --as chain, the hex of tokens, root first, with commas between \
      them. "@SECONDS " before an item sets trusted time for it and for the \
      following lines. Each answer is printed when its mark is durable.

      Exit status: 0 every line accepted, 2 some line refused, 64 wrong usage, \
      65 unreadable profile or input, 74 store failure.
      """)

  /// What stands on a line.
  enum ItemKind: String, ExpressibleByArgument, CaseIterable {
    case request, chain
  }

  @Option(
    help: ArgumentHelp(
      "The satellite's profile, JSON or packed.", valueName: "file"))
  var profile: String
  @Option(
    help: ArgumentHelp(
      "The store of used tokens; made if it is absent.", valueName: "file"))
  var store: String
  @OptionGroup var anchor: AnchorOption
  @Option(name: .customLong("as"), help: "What stands on a line.")
  var kind: ItemKind = .request
  @Option(
    help: ArgumentHelp(
      "The key of the peer that the link has authenticated.",
      valueName: "key"))
  var peer: HexArgument?
  @Option(
    help: ArgumentHelp(
      "Trusted time instead of the kernel's clock, Unix seconds.",
      valueName: "seconds"))
  var now: UInt64?
  @OptionGroup var output: FormatOptions

  func validate() throws {
    guard let peer, Peer(compressed: peer.bytes.span) == nil else { return }
    throw ValidationError(
      "--peer: expected a compressed key on the curve, 66 hex digits.")
  }

  func run() throws {
    let profile = try ProfileSource.read(profile)
    let store = try StoreOpening.openOrCreate(
      store, anchor: anchor, for: profile)
    if let problem = store.problem {
      Console.report(
        "\(problem) Every line is answered store_unavailable. "
          + problem.remedy)
    }
    if let warning = BootReport.warning(store.inspect()) {
      Console.report(warning)
    }
    let wasReady = store.problem == nil
    var batch = try VerifyBatch(
      profile: profile, kind: kind, now: now,
      peer: peer.flatMap { Peer(compressed: $0.bytes.span) },
      format: output.format)
    let failure = batch.run(STDIN_FILENO, &store.store)
    if wasReady, batch.hasStoreFailed {
      let word = store.problem.map { "\($0) \($0.remedy)" }
      Console.report(
        word ?? "\(store.path): a mark could not be made durable")
    }
    if let failure { Console.report(failure.message) }
    let status = batch.status(after: failure, isStoreSound: wasReady)
    if status != 0 { throw ExitCode(status) }
  }
}

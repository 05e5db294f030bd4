// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapCommander
import ScrapCrypto
import ScrapGround

/// `scrapctl contact check`.
struct ContactCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Verify kept receipts again, from their bytes alone.",
    discussion: """
      Every signature is verified against the key given here, and every word \
      against what the messages prove; only kept_at_seconds is nobody's to \
      prove. Exit status: 0 each receipt holds, 2 some do not, 65 there is none.
      """)

  @Argument(help: "A directory of receipts.")
  var directory: String
  @Option(
    help: ArgumentHelp(
      "The satellite's key, in hex.", valueName: "key"))
  var executor: HexArgument
  @Option(
    help: ArgumentHelp(
      "The commander's key: needed for tokens whose subject is a text id, and "
        + "the only one that holds.",
      valueName: "key"))
  var commander: HexArgument?
  @OptionGroup var output: FormatOptions

  func run() throws {
    let files = try ReceiptStore.files(in: directory)
    guard !files.isEmpty else {
      throw Failure(
        Failure.input, "\(directory): expected receipts, found none")
    }
    try checkKey("--executor", executor.bytes)
    if let commander { try checkKey("--commander", commander.bytes) }
    var holdsAll = true
    for file in files {
      switch judge(file) {
      case .success(let facts): try print(file, facts)
      case .failure(let fault):
        holdsAll = false
        try print(file, fault)
      }
    }
    if !holdsAll { throw ExitCode(Failure.refused) }
  }

  private func checkKey(
    _ option: String, _ bytes: [UInt8]
  ) throws(GroundError) {
    guard VerificationKey(compressed: bytes.span) != nil else {
      throw .wrongValue(
        place: option, expected: "a key on the curve, 66 hex digits",
        found: HexText.text(bytes.prefix(40)))
    }
  }

  private func judge(_ file: String) -> Result<ReceiptFacts, ReceiptFault> {
    Result { () throws(ReceiptFault) in try facts(file) }
  }

  private func facts(_ file: String) throws(ReceiptFault) -> ReceiptFacts {
    let kept: KeptReceipt
    do throws(GroundError) {
      kept = try KeptReceipt(
        parsing: ReceiptStore.content(of: file), place: file)
    } catch {
      throw .unreadable(error)
    }
    return try kept.verified(
      executorKey: executor.bytes, commanderKey: commander?.bytes)
  }

  private func print(
    _ file: String, _ facts: ReceiptFacts
  ) throws(Failure) {
    let refusal = facts.reject.map { ": \($0.name)" } ?? ""
    let hash = facts.proof.map { HexText.text($0.outputHash) }
    switch output.format {
    case .text:
      try Console.print(
        "\(file)  \(facts.request.taskName)  \(facts.state.rawValue)\(refusal)"
          + (hash.map { "  output_hash \($0)" } ?? ""))
    case .json:
      try Console.print(
        JSONText.object([
          ("path", .string(file)), ("holds", .bool(true)),
          ("task_id", .string(facts.request.taskName)),
          ("state", .string(facts.state.rawValue)),
          ("reason", .optional(facts.reject?.name)),
          ("output_hash", .optional(hash)),
        ]).line)
    }
  }

  private func print(
    _ file: String, _ fault: ReceiptFault
  ) throws(Failure) {
    switch output.format {
    case .text:
      try Console.print("\(file)  does not hold: \(fault.sentence)")
    case .json:
      try Console.print(
        JSONText.object([
          ("path", .string(file)), ("holds", .bool(false)),
          ("fault", .string(fault.sentence)),
        ]).line)
    }
  }
}

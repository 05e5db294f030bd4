// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapGround

/// What became of granted tasks, in a text file beside the store: so that an
/// accept and a proof can be sent again after a restart, whatever the
/// configuration says by then (E-67), and the operator learns which tasks a
/// restart has burned (E-66).
///
/// Nothing in it authorizes anything. Lost or damaged, it costs answers, proofs
/// and reports; no task runs again because of it. A line:
///
/// ```
/// tasks 2 CHECK
/// granted PAYMENT_HASH TOKEN_ID TASK_ID CHECK
/// accepted PAYMENT_HASH EXPIRES_AT ACCEPT CHECK
/// proven PAYMENT_HASH BINDING_HASH PROOF CHECK
/// ended PAYMENT_HASH REASON CHECK
/// ```
///
/// in hex but for the version, expires_at, task_id and reason; for CHECK see
/// `CheckedLine`. A whole file without the first line and without accepts is
/// of version 1, which had neither.
final class TaskJournal {
  /// A task that was granted before a restart and has no end.
  struct LostTask: Equatable {
    var paymentHash: [UInt8]
    var tokenIDText: String
    var taskIDText: String
  }

  private static let version = "2"
  private static let shape = TaskLineShape(
    head: "tasks ", words: ["granted ", "accepted ", "proven ", "ended "])
  private static var head: CheckedLine { CheckedLine("tasks \(version)") }
  /// Why a task ended that had to make room for another.
  static let crowdedOut = "crowded_out"
  /// The file is made anew when it has twice as many lines as count, and these
  /// more.
  private static let spareLineCount = 1_024

  private let file: TaskFile
  private var accepts: KeptAccepts
  private var proofs: KeptProofs
  /// Accepts that wait to be written.
  private var unwritten: [PaymentHash] = []
  /// Granted since the start, without an end yet.
  private var open: [PaymentHash: CheckedLine] = [:]
  private var lineCountMax = 0
  /// Tasks that a restart has burned.
  private(set) var lost: [LostTask] = []
  /// How often the file was made anew.
  private(set) var renewalCount: UInt64 = 0
  /// Whether nothing was in the file.
  private(set) var isNew = false
  /// Whether accepts of its time were not kept: it is of version 1.
  private(set) var hasNoAccepts = false
  /// Whether its first line was lost, and with it maybe others.
  private(set) var hasNoHead = false

  /// Opens the file, or makes it, and reads it.
  ///
  /// - Parameters:
  ///   - path: where it lies.
  ///   - entryCapacity: how many tokens the store has room for: so many
  ///     accepts are kept, and some more.
  ///   - proofCountMax: proofs to keep, the newest.
  /// - Throws: status 74 if it cannot be opened, another process has it, it is
  ///   something else, or of another version.
  init(
    path: String, entryCapacity: Int, proofCountMax: Int
  ) throws(ServiceFailure) {
    file = try TaskFile(path: path)
    accepts = KeptAccepts(entryCapacity: entryCapacity)
    proofs = KeptProofs(countMax: proofCountMax)
    try load()
  }

  var path: String { file.path }
  /// Where the file lies that was found and was damaged beyond a line.
  var damagedPath: String? { file.damagedPath }
  /// Lines that did not check when the file was read.
  var damagedLineCount: Int { file.damagedLineCount }
  /// What the system said when something could not be written last.
  var problem: String? { file.problem }
  /// Lines that wait to be written.
  var waitingLineCount: Int { file.waitingLineCount }
  /// Whether all that was noted is on the disk.
  var isWhole: Bool { file.waitingLineCount == 0 }
  /// Proofs that are kept.
  var proofCount: Int { proofs.count }
  /// Accepts that are kept.
  var acceptCount: Int { accepts.count }

  /// Makes room for the accept of one more task.
  ///
  /// - Parameter loSeconds: the lower end of trusted time.
  /// - Returns: whether it can be kept until its token expires.
  func hasRoom(at loSeconds: UInt64) -> Bool { accepts.hasRoom(at: loSeconds) }

  /// Whether the file has grown so long that it should be written anew.
  var isRenewalDue: Bool { file.lineCount > lineCountMax }

  /// Writes the file anew with what still counts, and without what was lost
  /// before the start: that has been told. If it cannot be written the old one
  /// does, and that is told again.
  func renew() {
    let lines =
      [Self.head] + accepts.all.map(\.line) + proofs.all.map(\.line)
      + open.values
    // If it fails, not again with the next line.
    lineCountMax =
      2 * max(lines.count, file.lineCount) + Self.spareLineCount
    guard file.replace(with: lines) else { return }
    renewalCount += 1
    lineCountMax = 2 * lines.count + Self.spareLineCount
    settle()
  }

  /// The proof of a task; nil if it has none, or it was dropped for newer
  /// ones.
  func proof(of task: PaymentHash) -> KeptProof? { proofs[task] }

  /// What a task was answered; nil if that is not known.
  func accept(of task: PaymentHash) -> KeptAccept? { accepts[task] }

  /// Whether a restart has burned a task, and that was told at the start.
  func wasLost(_ task: PaymentHash) -> Bool {
    lost.contains { $0.paymentHash == task.bytes }
  }

  /// Whether a binding is, byte for byte, one that held.
  func holds(_ binding: [UInt8], of task: PaymentHash) -> Bool {
    guard let proof = proofs[task] else { return false }
    return array(SHA256.hash(binding.span).span) == proof.bindingHash
  }

  // MARK: Notes

  /// Notes that a task was granted, what it is answered, if an answer could be
  /// signed, and which one had to make room for it: all with one sync.
  func noteGranted(
    _ task: GrantedTask, accept: KeptAccept?, crowdedOut: PaymentHash?
  ) {
    let line = CheckedLine(
      "granted \(HexText.text(task.paymentHash.bytes)) \(task.tokenIDText) "
        + task.taskIDText)
    open[task.paymentHash] = line
    append(
      [line] + remember(accept, of: task.paymentHash)
        + end(crowdedOut.map { [$0] } ?? [], Self.crowdedOut))
  }

  /// Notes what a task is answered that was accepted before, when no answer
  /// could be kept: none was sent then, but for what `OBC.md` says.
  func noteAccepted(_ task: PaymentHash, _ accept: KeptAccept) {
    append(remember(accept, of: task))
  }

  /// Keeps a proof, durably; false if it could be kept in memory alone.
  func keep(_ proof: [UInt8], of task: GrantedTask) -> Bool {
    open[task.paymentHash] = nil
    let kept = KeptProof(
      proof, of: task.paymentHash, bindingHash: task.bindingHash)
    proofs.keep(kept, of: task.paymentHash)
    append([kept.line])
    return isWhole
  }

  /// Notes that tasks have ended without a proof.
  func noteEnded(_ tasks: [PaymentHash], _ reason: String) {
    append(end(tasks, reason))
  }

  /// Tries again to write what waits.
  func mend() {
    guard !isWhole, file.append() else { return }
    settle()
  }

  private func end(_ tasks: [PaymentHash], _ reason: String) -> [CheckedLine] {
    tasks.map { task in
      open[task] = nil
      return CheckedLine("ended \(HexText.text(task.bytes)) \(reason)")
    }
  }

  private func remember(
    _ accept: KeptAccept?, of task: PaymentHash
  ) -> [CheckedLine] {
    guard let accept else { return [] }
    accepts.keep(accept, of: task)
    unwritten.append(task)
    return [accept.line]
  }

  private func append(_ lines: [CheckedLine]) {
    if file.append(lines) { settle() }
  }

  /// Everything is on the disk.
  private func settle() {
    for task in unwritten { accepts.setDurable(task) }
    unwritten = []
  }

  // MARK: Reading

  private func load() throws(ServiceFailure) {
    var granted: [PaymentHash: LostTask] = [:]
    var sequence: [PaymentHash] = []
    var hasHead = false
    try file.read(shape: Self.shape) { line throws(ServiceFailure) in
      let words = line.words
      if words.first == "tasks" {
        try checkVersion(words)
        hasHead = true
        return true
      }
      return take(line, words, &granted, &sequence)
    }
    lost = sequence.compactMap { granted.removeValue(forKey: $0) }
    isNew = file.lineCount == 0
    hasNoAccepts =
      !hasHead && !isNew && file.damagedLineCount == 0 && accepts.count == 0
    hasNoHead = !hasHead && !isNew && !hasNoAccepts
    if isNew { file.append([Self.head]) }
  }

  private func checkVersion(_ words: [String]) throws(ServiceFailure) {
    guard words == ["tasks", Self.version] else {
      throw ServiceFailure(
        ServiceFailure.store,
        "\(path): expected a task file of version \(Self.version) or 1, found "
          + "version \(words.dropFirst().joined(separator: " "))")
    }
  }

  private func take(
    _ line: CheckedLine, _ words: [String],
    _ granted: inout [PaymentHash: LostTask], _ sequence: inout [PaymentHash]
  ) -> Bool {
    guard words.count >= 3, let hash = HexText.bytes(words[1]),
      hash.count == 32
    else { return false }
    let task = PaymentHash(hash)
    switch (words[0], words.count) {
    case ("granted", 4):
      granted[task] = LostTask(
        paymentHash: hash, tokenIDText: words[2], taskIDText: words[3])
      sequence.append(task)
    case ("accepted", 4):
      guard let accept = KeptAccept(line, words) else { return false }
      accepts.keep(accept, of: task)
    case ("proven", 4):
      guard let proof = KeptProof(line, words) else { return false }
      granted[task] = nil
      proofs.keep(proof, of: task)
    case ("ended", 3): granted[task] = nil
    default: return false
    }
    return true
  }
}

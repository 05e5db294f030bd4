// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapCrypto
import ScrapGround

/// What became of granted tasks, in a text file beside the store: so that a
/// proof can be sent again after a restart, and the operator learns which
/// tasks a restart has burned (E-66).
///
/// Nothing in it authorizes anything. Lost or damaged, it costs proofs and
/// reports; no task runs again because of it. A line:
///
/// ```
/// granted PAYMENT_HASH TOKEN_ID TASK_ID CHECK
/// proven PAYMENT_HASH BINDING_HASH PROOF CHECK
/// ended PAYMENT_HASH REASON CHECK
/// ```
///
/// in hex but for task_id and reason; CHECK is the first 8 bytes of the
/// SHA-256 of what stands before it. Lines that do not check are passed over.
final class TaskJournal {
  /// A task that was granted before a restart and has no end.
  struct LostTask: Equatable {
    var paymentHash: [UInt8]
    var tokenIDText: String
    var taskIDText: String
  }

  let path: String
  private let proofCountMax: Int
  private var descriptor: Int32 = -1
  private var proofs: [PaymentHash: KeptProof] = [:]
  /// The oldest first.
  private var order: [PaymentHash] = []
  private var orderStart = 0
  /// Granted since the start, without an end yet; as lines.
  private var open: [PaymentHash: String] = [:]
  private var lineCount = 0
  private var needsLineBreak = false
  /// Lines that did not check when the file was read.
  private(set) var damagedLineCount = 0
  /// Tasks that a restart has burned.
  private(set) var lost: [LostTask] = []
  /// What the system said when something could not be written last.
  private(set) var problem: String?
  /// Lines that could not be written.
  private(set) var lostLineCount: UInt64 = 0

  /// Opens the file, or makes it, and reads it.
  ///
  /// - Throws: status 74 if it cannot be opened, another process has it, or it
  ///   is something else.
  init(path: String, proofCountMax: Int) throws(ServiceFailure) {
    self.path = path
    self.proofCountMax = proofCountMax
    try openFile()
    try load()
  }

  /// Writes the file anew with what still counts: what was lost has been told.
  /// On a full disk the old one does, and it is told again.
  func forgetLost() { _ = rewrite() }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Proofs that are kept.
  var proofCount: Int { proofs.count }

  /// The proof of a task; nil if it has none, or it was dropped for newer
  /// ones.
  func proof(of task: PaymentHash) -> KeptProof? { proofs[task] }

  /// Whether a binding is, byte for byte, one that held.
  func holds(_ binding: [UInt8], of task: PaymentHash) -> Bool {
    guard let proof = proofs[task] else { return false }
    return array(SHA256.hash(binding.span).span) == proof.bindingHash
  }

  /// Notes that a task was granted.
  func noteGranted(_ task: GrantedTask) {
    let line =
      "granted \(HexText.text(task.paymentHash.bytes)) \(task.tokenIDText) "
      + task.taskIDText
    open[task.paymentHash] = line
    append(line)
  }

  /// Keeps a proof, durably; false if it could be kept in memory alone.
  func keep(_ proof: [UInt8], of task: GrantedTask) -> Bool {
    open[task.paymentHash] = nil
    let kept = KeptProof(message: proof, bindingHash: task.bindingHash)
    remember(kept, of: task.paymentHash)
    return append(Self.line(kept, of: task.paymentHash))
  }

  /// Notes that a task has ended without a proof.
  func noteEnded(_ task: PaymentHash, _ reason: String) {
    open[task] = nil
    append("ended \(HexText.text(task.bytes)) \(reason)")
  }

  private func remember(_ proof: KeptProof, of task: PaymentHash) {
    if proofs.updateValue(proof, forKey: task) == nil { order.append(task) }
    while proofs.count > proofCountMax {
      proofs[order[orderStart]] = nil
      orderStart += 1
    }
    if orderStart > proofCountMax {
      order.removeFirst(orderStart)
      orderStart = 0
    }
  }

  private static func line(
    _ proof: KeptProof, of task: PaymentHash
  ) -> String {
    "proven \(HexText.text(task.bytes)) \(HexText.text(proof.bindingHash)) "
      + HexText.text(proof.message)
  }

  // MARK: The file

  @discardableResult
  private func append(_ line: String) -> Bool {
    if lineCount > 4 * proofCountMax, rewrite() { return true }
    let text = (needsLineBreak ? "\n" : "") + Self.checked(line)
    lineCount += 1
    let bytes = Array(text.utf8)
    let count = write(descriptor, bytes, bytes.count)
    needsLineBreak = count != bytes.count
    guard count == bytes.count, fdatasync(descriptor) == 0 else {
      fail()
      return false
    }
    return true
  }

  private func fail() {
    problem = "\(path): \(String(cString: strerror(errno)))"
    lostLineCount += 1
  }

  private static func checked(_ line: String) -> String {
    let hash = SHA256.hash(Array(line.utf8).span)
    return "\(line) \(HexText.text(array(hash.span).prefix(8)))\n"
  }

  private func openFile() throws(ServiceFailure) {
    descriptor = Glibc.open(
      path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw .system("\(path)", status: ServiceFailure.store)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG
    else {
      throw ServiceFailure(
        ServiceFailure.store, "\(path): expected a regular file")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw ServiceFailure(
        ServiceFailure.store, "\(path): another process has it")
    }
  }

  private func load() throws(ServiceFailure) {
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .system("\(path)", status: ServiceFailure.store)
      }
      guard count > 0 else { break }
      text += piece[..<count]
    }
    guard Self.isOurs(text) else {
      throw ServiceFailure(
        ServiceFailure.store,
        "\(path): expected a file of ended tasks or none, found another; "
          + "name one of its own")
    }
    needsLineBreak = text.last.map { $0 != UInt8(ascii: "\n") } ?? false
    var granted: [PaymentHash: LostTask] = [:]
    var sequence: [PaymentHash] = []
    for line in text.split(separator: UInt8(ascii: "\n")) {
      lineCount += 1
      guard take(line, &granted, &sequence) else {
        damagedLineCount += 1
        continue
      }
    }
    lost = sequence.compactMap { granted[$0] }
  }

  /// Whether any line begins as ours do, or there is none: what else it is must
  /// not be written over. A power cut may have cut off the first word.
  private static func isOurs(_ text: [UInt8]) -> Bool {
    let lines = text.split(separator: UInt8(ascii: "\n"))
    return lines.isEmpty
      || lines.contains { line in
        ["granted ", "proven ", "ended "].contains { word in
          (lines.count == 1 || line.count >= word.utf8.count)
            && zip(line, word.utf8).allSatisfy { $0 == $1 }
        }
      }
  }

  private func take(
    _ line: ArraySlice<UInt8>, _ granted: inout [PaymentHash: LostTask],
    _ sequence: inout [PaymentHash]
  ) -> Bool {
    let text = String(decoding: line, as: UTF8.self)
    let fields = text.split(separator: " ").map(String.init)
    guard fields.count >= 4,
      Self.checked(fields.dropLast().joined(separator: " ")) == text + "\n",
      let hash = HexText.bytes(fields[1]), hash.count == 32
    else { return false }
    let task = PaymentHash(hash)
    switch (fields[0], fields.count) {
    case ("granted", 5):
      granted[task] = LostTask(
        paymentHash: hash, tokenIDText: fields[2], taskIDText: fields[3])
      sequence.append(task)
    case ("proven", 5):
      guard let binding = HexText.bytes(fields[2]),
        let proof = HexText.bytes(fields[3])
      else { return false }
      granted[task] = nil
      remember(KeptProof(message: proof, bindingHash: binding), of: task)
    case ("ended", 4): granted[task] = nil
    default: return false
    }
    return true
  }

  /// Writes what still counts to a new file and gives it the name, durably;
  /// false, with the old one in place, if that fails.
  private func rewrite() -> Bool {
    let lines =
      order[orderStart...].compactMap { task in
        proofs[task].map { Self.line($0, of: task) }
      } + open.values
    let bytes = Array(lines.map { Self.checked($0) }.joined().utf8)
    let temporary = "\(path).new"
    let file = Glibc.open(
      temporary,
      O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else {
      fail()
      return false
    }
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes {
        write(file, $0.baseAddress, $0.count)
      }
      guard count > 0 else { break }
      done += count
    }
    guard done == bytes.count, fsync(file) == 0,
      flock(file, LOCK_EX | LOCK_NB) == 0, rename(temporary, path) == 0
    else {
      fail()
      close(file)
      unlink(temporary)
      return false
    }
    close(descriptor)
    descriptor = file
    lineCount = lines.count
    needsLineBreak = false
    do throws(Folder.Failure) {
      try Folder.sync(Folder.of(path: path))
      return true
    } catch {
      fail()
      return false
    }
  }
}

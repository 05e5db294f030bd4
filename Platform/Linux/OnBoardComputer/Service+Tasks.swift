// SPDX-License-Identifier: Apache-2.0

import Logging
import ScrapClock
import ScrapCrypto
import ScrapGround
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// From grants to proofs.
extension Service {
  /// Keeps a grant until its binding comes, and its accept for as long as it
  /// may be asked for again.
  func keep(
    _ grant: consuming Grant, _ name: PaymentHash, _ command: TaskCommand,
    _ message: [UInt8], accept: [UInt8], from source: SocketAddress
  ) {
    guard let signedTask = grant.signedTask else {
      preconditionFailure("a request's grant names its task")
    }
    let time = now()
    limits.learn(source, at: time)
    let task = GrantedTask(
      grant, signedTask: signedTask, paymentHash: name, command: command,
      message: message, peer: source,
      offerEndNanoseconds: time + UInt64(command.offerSeconds)
        * Nanoseconds.perSecond)
    let crowdedOut = tasks.add(task)
    journal.noteGranted(
      task, accept: keptAccept(accept, of: name, for: message),
      crowdedOut: crowdedOut?.paymentHash)
    tellJournal()
    if let crowdedOut { tellLost(crowdedOut, TaskJournal.crowdedOut) }
  }

  /// Puts a task whose binding held in the queue.
  func enqueue(
    _ task: GrantedTask, binding: [UInt8], from source: SocketAddress
  ) {
    task.peer = source
    task.bindingHash = array(SHA256.hash(binding.span).span)
    tasks.enqueue(task)
    startPrograms()
  }

  /// Starts as many programs as may run at once.
  func startPrograms() {
    while !isDrainOver, runs.count < Int(options.limits.runningTaskCountMax),
      let task = tasks.next()
    {
      guard let grant = task.takeGrant() else { continue }
      do throws(ProgramRun.StartFailure) {
        runs.append(try ProgramRun(task, grant, nowNanoseconds: now()))
        counters.startedCount += 1
        tell("task_started", task, [])
      } catch {
        end(task, .notStarted(error.why), errorText: "")
      }
    }
  }

  /// Looks after the programs that run.
  func turnPrograms() {
    if isDrainOver {
      for run in runs { run.stop(.stopped) }
    }
    var left: [ProgramRun] = []
    for run in runs {
      guard let end = run.turn(nowNanoseconds: now()) else {
        left.append(run)
        continue
      }
      self.end(run.task, end, errorText: run.errorText)
    }
    runs = left
    startPrograms()
  }

  /// Drops offers that nobody bound in time.
  func dropOverdueOffers() {
    let overdue = tasks.takeOverdue(at: now())
    guard !overdue.isEmpty else { return }
    journal.noteEnded(overdue.map(\.paymentHash), "offer_over")
    for task in overdue { tellLost(task, "offer_over") }
  }

  /// Tells of a task that will never run.
  private func tellLost(_ task: GrantedTask, _ reason: String) {
    counters.lostCount += 1
    tell("task_lost", task, [("reason", .string(reason))])
  }

  private func end(
    _ task: GrantedTask, _ end: ProgramEnd, errorText: String
  ) {
    tasks.remove(task.paymentHash)
    if case .done(let outputHash, let byteCount) = end,
      let proof = prove(task, outputHash: outputHash)
    {
      counters.provenCount += 1
      let isKept = journal.keep(proof, of: task)
      sendProof(proof, to: task.peer)
      tell(
        "proof", task,
        [
          ("output_hash", .string(HexText.text(outputHash))),
          ("output_byte_count", .integer(UInt64(byteCount))),
          ("kept", .bool(isKept)),
        ])
      return
    }
    counters.failedCount += 1
    journal.noteEnded([task.paymentHash], end.name)
    tell(
      "task_failed", task,
      [
        ("reason", .string(end.name)), ("detail", .optional(end.detail)),
        ("error_text", .optional(errorText.isEmpty ? nil : errorText)),
      ])
    log.warning("task \(task.taskIDText): \(end.name) \(end.detail ?? "")")
  }

  /// The proof; nil if it cannot be signed.
  private func prove(_ task: GrantedTask, outputHash: [UInt8]) -> [UInt8]? {
    let time = target.arbitrate(counterNanoseconds: now()).trustedTime
    // Without time now, when it was granted: it was not before that.
    let seconds =
      (time.map { target.target.verifier.raised($0) }
      ?? task.grantTime).loSeconds
    var hash = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { hash[index] = outputHash[index] }
    var buffer = InlineArray<512, UInt8>(repeating: 0)
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(TargetError) {
      try target.target.prove(
        task.signedTask, outputHash: Digest(bytes: hash),
        timestampSeconds: UInt32(clamping: seconds), reply: &writer)
      return array(writer.bytes)
    } catch {
      log.error("a proof cannot be signed: \(error)")
      return nil
    }
  }

  private func tell(
    _ name: String, _ task: GrantedTask, _ members: [(String, JSONText)]
  ) {
    events.emit(
      name, at: now(),
      EventOutput.task(
        tokenID: task.tokenIDText, taskID: task.taskIDText,
        task.paymentHash.bytes) + members)
  }
}

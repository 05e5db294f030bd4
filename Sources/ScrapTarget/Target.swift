// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// The satellite's side of the protocol: a message in, at most one reply out.
///
/// Every host of the verifier calls this one thing. It serves one task; for
/// several, make one each, over the same store and lock.
public struct Target<
  Journal: MarkJournal & ~Copyable,
  Lock: ExclusiveAccess & ~Copyable,
  Entropy: EntropySource & ~Copyable,
  Planner: TaskPlanner & ~Copyable
>: ~Copyable {
  /// Bytes of the longest reply.
  public static var replyByteCountMax: Int { 512 }

  /// The decision.
  public let verifier: Verifier<Journal, Lock>
  let executorKey: SecretKey
  let deviceSecret: DeviceSecret
  private let planner: Planner
  private let inPlace = InPlace()
  var entropy: Entropy
  var accepted = AcceptedTasks()
  /// The clock challenges that await their answers.
  var challenges = OpenChallenges()

  /// Makes a target.
  ///
  /// - Parameters:
  ///   - verifier: decides.
  ///   - executorKey: signs replies and proofs.
  ///   - deviceSecret: what payment preimages are derived from.
  ///   - planner: knows what a task costs and takes.
  ///   - entropy: chance for signing.
  /// - Throws: `identityMismatch` unless the key is the profile's.
  public init(
    verifier: consuming Verifier<Journal, Lock>,
    executorKey: consuming SecretKey,
    deviceSecret: consuming DeviceSecret,
    planner: consuming Planner,
    entropy: consuming Entropy
  ) throws(TargetError) {
    let isOurs = executorKey.publicKey.span.isEqual(
      to: verifier.profile.identityKey)
    guard isOurs else { throw .identityMismatch }
    self.verifier = verifier
    self.executorKey = executorKey
    self.deviceSecret = deviceSecret
    self.planner = planner
    self.entropy = entropy
  }

  /// Takes a message, decides, and writes the reply, if one is due.
  ///
  /// Over the air only requests whose signatures verified are answered
  /// (E-103): an operator's command with a receipt; a task with a TaskAccept,
  /// also when the very same request comes again (E-67), or with a TaskReject.
  /// A reply that could not be signed is not sent; whoever waits for it then
  /// asks again.
  ///
  /// - Parameters:
  ///   - message: the bytes as received; any bytes of any length.
  ///   - now: trusted time; nil if there is none.
  ///   - peer: whom the link has authenticated, if it has (E-42).
  ///   - reply: takes the reply; nothing is written if none is due.
  /// - Returns: what became of the message.
  /// - Precondition: `reply` is empty and has `replyByteCountMax` bytes.
  @_lifetime(reply: copy reply)
  public mutating func receive(
    _ message: Span<UInt8>,
    now: TrustedTime?,
    peer: Peer? = nil,
    reply: inout ByteWriter
  ) -> Outcome {
    guard message.count > 0 else {
      return .refused(Refusal(.request(ParseError(.truncated, at: 0))))
    }
    switch MessageType(rawValue: message[0]) {
    case .taskRequest:
      return receiveRequest(message, now: now, peer: peer, reply: &reply)
    case .taskBinding:
      return receiveBinding(message)
    case let type:
      return receiveFromOperator(message, type, now: now, reply: &reply)
    }
  }

  /// What is neither a request nor a binding. In a function of its own, so that
  /// nothing of it is on the stack while a request is judged.
  @_lifetime(reply: copy reply)
  @inline(never)
  private mutating func receiveFromOperator(
    _ message: Span<UInt8>, _ type: MessageType?, now: TrustedTime?,
    reply: inout ByteWriter
  ) -> Outcome {
    let kind: OperatorMessageKind
    switch type {
    case .clockReading: return receiveClockReading(message)
    case .statusRequest: return receiveStatusRequest(message)
    case .revocation: kind = .revocation
    case .issuerList: kind = .issuerList
    case .floorRaise: kind = .floorRaise
    case .counterReset: kind = .counterReset
    case .taskRequest, .taskBinding, .taskAccept, .taskReject,
      .proofOfExecution, .clockChallenge, .operatorReceipt, .operatorStatus,
      nil:
      return .ignored(type: message[0])
    }
    return receiveCommand(message, kind, now: now, reply: &reply)
  }

  @_lifetime(reply: copy reply)
  @inline(never)
  private mutating func receiveRequest(
    _ message: Span<UInt8>,
    now: TrustedTime?,
    peer: Peer?,
    reply: inout ByteWriter
  ) -> Outcome {
    var signedTask: SignedTask? = nil
    var reason: Reason? = nil
    let outcome = judge(message, now, peer, &signedTask, &reason)
    if signedTask != nil, let now {
      answer(signedTask, reason, now: verifier.raised(now), reply: &reply)
    }
    return outcome
  }

  /// The decision. In a function of its own, so that nothing of it is on the
  /// stack while the reply is made.
  @inline(never)
  private borrowing func judge(
    _ message: Span<UInt8>,
    _ now: TrustedTime?,
    _ peer: Peer?,
    _ signedTask: inout SignedTask?,
    _ reason: inout Reason?
  ) -> Outcome {
    do throws(Refusal) {
      return .granted(
        try verifier.verify(
          message: message, now: now, peer: peer, signedTask: &signedTask))
    } catch {
      reason = error.reason
      return .refused(error)
    }
  }

  /// Answers a task that was accepted, now or before.
  @_lifetime(reply: copy reply)
  @inline(never)
  private mutating func answer(
    _ task: SignedTask, now: TrustedTime, reply: inout ByteWriter
  ) {
    let paymentHash = paymentHash(ofTask: task.digest)
    accepted.keep(
      AcceptedTask(task, paymentHash: paymentHash))
    let plan = planner.plan(for: task)
    writeAccept(
      task, plan: plan, paymentHash: paymentHash, now: now, to: &reply)
  }

  /// Answers a request whose signatures have verified; `reason` says why it was
  /// refused, nil that it was not.
  @_lifetime(reply: copy reply)
  @inline(never)
  private mutating func answer(
    _ task: SignedTask?,
    _ reason: Reason?,
    now: TrustedTime,
    reply: inout ByteWriter
  ) {
    guard let task else { return }
    if let reason, reason != .alreadyAccepted {
      writeReject(task, reason: reason, now: now, to: &reply)
    } else {
      answer(task, now: now, reply: &reply)
    }
  }

  /// The preimage of an accepted task's payment_hash, to be revealed when the
  /// payment is settled.
  ///
  /// - Parameter digest: the digest that the commander signed.
  /// - Returns: nil if the task is not known here.
  public borrowing func preimage(ofTask digest: Digest) -> Digest? {
    guard let index = accepted.index(of: digest),
      let task = accepted[index]
    else { return nil }
    return deviceSecret.preimage(of: task.digest)
  }
}

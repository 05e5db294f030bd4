// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapWire

/// The commander's side of one exchange: request, accept, binding, proof.
///
/// It has no socket and no clock: its host hands in datagrams and the time,
/// sends what it is told to, and calls again at `deadlineNanoseconds`. Lost
/// messages are made good by sending the same bytes again (E-67); what does
/// not verify is counted and changes nothing.
public struct Commander: Sendable {
  /// How far the exchange has come.
  public private(set) var state = CommanderState.ready
  /// What was sent and verified so far.
  public private(set) var receipt: Receipt
  /// What the accept says, once it has verified.
  public private(set) var accept: AcceptFacts?
  /// Datagrams that were not believed, or told nothing new.
  public private(set) var ignoredCount: UInt64 = 0
  /// How the answers are verified.
  public let check: AnswerCheck
  private let policy: CommanderPolicy
  /// The latest time that was handed in.
  private var nowNanoseconds: UInt64 = 0
  private var requestCount = 0
  private var bindingCount = 0
  private var intervalNanoseconds: UInt64 = 0
  private var sendNanoseconds: UInt64 = 0
  private var giveUpNanoseconds: UInt64 = 0

  /// Prepares an exchange; nothing is sent before `advance`.
  ///
  /// - Parameters:
  ///   - request: what is asked for.
  ///   - executorKey: the target's compressed key, 33 bytes.
  ///   - policy: when to ask again and when to give up.
  /// - Throws: `wrongValue` for a key that does not lie on the curve, or a
  ///   policy without a first interval.
  public init(
    request: SignedRequest, executorKey: [UInt8],
    policy: CommanderPolicy = CommanderPolicy()
  ) throws(GroundError) {
    guard policy.firstIntervalNanoseconds > 0 else {
      throw .wrongValue(
        place: "first interval", expected: "above zero", found: "0")
    }
    self.check = try AnswerCheck(
      request: request, executorKey: executorKey,
      skewSeconds: policy.skewSeconds)
    self.policy = policy
    self.receipt = Receipt(request: request.message)
  }

  /// The request.
  public var request: SignedRequest { check.request }

  /// When `advance` is to be called next; nil once nothing is to be done.
  public var deadlineNanoseconds: UInt64? {
    if state == .ready { return nowNanoseconds }
    if state.isFinished { return nil }
    return min(sendNanoseconds, giveUpNanoseconds)
  }

  /// Lets time pass: sends for the first time, again, or gives up.
  ///
  /// - Parameter nowNanoseconds: a monotonic count; one that falls counts as
  ///   the latest before.
  /// - Returns: what to send, and what happened; nothing before the deadline.
  public mutating func advance(nowNanoseconds: UInt64) -> CommanderStep {
    self.nowNanoseconds = max(self.nowNanoseconds, nowNanoseconds)
    var step = CommanderStep()
    switch state {
    case .ready:
      begin(.requesting, within: policy.acceptWithinNanoseconds)
      send(&step)
    case .requesting, .binding:
      if self.nowNanoseconds >= giveUpNanoseconds {
        state = state == .requesting ? .unanswered : .unproved
        step.events.append(.gaveUp)
      } else if self.nowNanoseconds >= sendNanoseconds {
        send(&step)
      }
    case .proved, .refused, .unanswered, .unproved: break
    }
    return step
  }

  /// Takes a datagram.
  ///
  /// - Parameters:
  ///   - datagram: any bytes of any length.
  ///   - nowNanoseconds: as for `advance`.
  ///   - unixSeconds: the commander's own time, which bounds the answers'
  ///     from above; nil if it has none.
  ///   - key: the commander's, which signs the binding.
  /// - Returns: what to send, and what happened.
  /// - Throws: `noEntropy`, `signingFault`: the binding could not be signed;
  ///   nothing has changed, and the accept comes again.
  public mutating func receive(
    _ datagram: [UInt8], nowNanoseconds: UInt64, unixSeconds: UInt64?,
    key: borrowing SigningKey
  ) throws(GroundError) -> CommanderStep {
    self.nowNanoseconds = max(self.nowNanoseconds, nowNanoseconds)
    let answer: Answer
    do throws(IgnoredAnswer) {
      answer = try believed(datagram, unixSeconds)
    } catch {
      ignoredCount += 1
      var step = CommanderStep()
      step.events.append(.ignored(error))
      return step
    }
    return try take(answer, datagram, key: key)
  }
}

extension Commander {
  /// A verified answer that tells something new.
  private enum Answer {
    case accept(AcceptFacts)
    case reject(RejectFacts)
    case proof(ProofFacts)
  }

  private func believed(
    _ datagram: [UInt8], _ unixSeconds: UInt64?
  ) throws(IgnoredAnswer) -> Answer {
    let type = datagram.first
    switch type.flatMap({ MessageType(rawValue: $0) }) {
    case .taskAccept:
      // One that comes after a reject means that the task is taken.
      guard !state.isFinished || state == .refused else { throw .late }
      let facts = try check.accept(datagram, unixSeconds: unixSeconds)
      guard let accept else { return .accept(facts) }
      throw facts.paymentHash == accept.paymentHash
        ? .repeatedAccept : .otherAccept
    case .taskReject:
      guard !state.isFinished else { throw .late }
      let facts = try check.reject(datagram, unixSeconds: unixSeconds)
      guard accept == nil else { throw .rejectAfterAccept }
      return .reject(facts)
    case .proofOfExecution:
      guard !state.isFinished else { throw .late }
      guard let accept else { throw .proofBeforeAccept }
      return .proof(
        try check.proof(datagram, accept: accept, unixSeconds: unixSeconds))
    default: throw .unexpectedType(type)
    }
  }

  private mutating func take(
    _ answer: Answer, _ datagram: [UInt8], key: borrowing SigningKey
  ) throws(GroundError) -> CommanderStep {
    var step = CommanderStep()
    switch answer {
    case .accept(let facts):
      receipt.binding = try binding(to: facts, key: key)
      receipt.accept = datagram
      receipt.reject = nil
      accept = facts
      step.events.append(.acceptVerified(facts))
      begin(.binding, within: policy.proofWithinNanoseconds)
      send(&step)
    case .reject(let facts):
      receipt.reject = datagram
      state = .refused
      step.events.append(.rejectVerified(facts))
    case .proof(let facts):
      receipt.proof = datagram
      state = .proved
      step.events.append(.proofVerified(facts))
    }
    return step
  }

  private func binding(
    to facts: AcceptFacts, key: borrowing SigningKey
  ) throws(GroundError) -> [UInt8] {
    let (amount, isBeyond) = facts.amountSats.multipliedReportingOverflow(
      by: 1000)
    return try BindingSigning.sign(
      BindingDescription(
        taskID: request.taskID, tokenID: request.tokenID,
        paymentHash: facts.paymentHash,
        paymentAmountMsat: isBeyond ? .max : amount,
        htlcTimeoutBlocks: request.timeoutBlocks ?? 0),
      key: key)
  }
}

// Time
extension Commander {
  private mutating func begin(
    _ next: CommanderState, within limitNanoseconds: UInt64
  ) {
    state = next
    intervalNanoseconds = policy.firstIntervalNanoseconds
    giveUpNanoseconds = Self.sum(nowNanoseconds, limitNanoseconds)
  }

  /// Sends what the state asks for and sets the next time.
  ///
  /// A binding is sent again behind its request: a target that was switched
  /// off in between has forgotten the task until it is asked again.
  private mutating func send(_ step: inout CommanderStep) {
    if state == .requesting || bindingCount > 0 {
      requestCount += 1
      step.datagrams.append(receipt.request)
      step.events.append(.requestSent(attempt: requestCount))
    }
    if state == .binding, let binding = receipt.binding {
      bindingCount += 1
      step.datagrams.append(binding)
      step.events.append(.bindingSent(attempt: bindingCount))
    }
    sendNanoseconds = Self.sum(nowNanoseconds, intervalNanoseconds)
    intervalNanoseconds = max(
      intervalNanoseconds,
      min(
        Self.sum(intervalNanoseconds, intervalNanoseconds),
        policy.longestIntervalNanoseconds))
  }

  private static func sum(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let (sum, isBeyond) = a.addingReportingOverflow(b)
    return isBeyond ? .max : sum
  }
}

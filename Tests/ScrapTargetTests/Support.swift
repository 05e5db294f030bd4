// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapReplay
import ScrapVerifier
import ScrapWire
import TestSupport
import Testing

@testable import ScrapTarget

/// The usual time.
let now = Satellite.now

/// Chance that can fail.
struct StubEntropy: EntropySource {
  final class State {
    /// How many draws are left; nil for any number.
    var left: Int?
    /// What is drawn first, 32 bytes each; then zeros.
    var draws: [[UInt8]] = []
  }

  let state: State

  mutating func next() -> Entropy32? {
    if let left = state.left {
      guard left > 0 else { return nil }
      state.left = left - 1
    }
    guard !state.draws.isEmpty else { return .zero }
    return Entropy32(bytes: digest(state.draws.removeFirst()).bytes)
  }
}

/// What became of a message.
enum Heard: Equatable {
  case granted([UInt8])
  case refused(Reason)
  case bound([UInt8])
  case bindingRefused(BindingRefusal)
  case clockRead(OperatorClockReading)
  case operatorTaken(OperatorMessageKind, UInt64)
  case statusAsked
  case operatorRefused(OperatorRefusal)
  case ignored(UInt8)
}

/// A satellite that answers.
final class Craft {
  typealias Speaker = Target<
    Board.BoardJournal, SingleTask, StubEntropy, FixedPlan
  >

  let board: Board
  let entropy = StubEntropy.State()
  var plan: ExecutionPlan
  private(set) var target: Speaker
  /// The buffer after the last call, all of it.
  private(set) var buffer: [UInt8] = []

  init(
    profile: ProfileRecord = ProfileRecord(),
    plan: ExecutionPlan = ExecutionPlan(amountSats: 700),
    sizes: Board.Sizes = Board.Sizes()
  ) {
    let board = Board(profile: profile.bytes, sizes: sizes)
    self.board = board
    self.plan = plan
    target = Self.makeTarget(board, plan, entropy)
  }

  func restart() {
    board.restart()
    target = Self.makeTarget(board, plan, entropy)
  }

  static func makeTarget(
    _ board: Board, _ plan: ExecutionPlan, _ entropy: StubEntropy.State
  ) -> Speaker {
    let secret = [UInt8](repeating: 0x99, count: 32)
    guard let deviceSecret = DeviceSecret(secret.span) else {
      preconditionFailure("32 bytes")
    }
    do throws(TargetError) {
      return try Speaker(
        verifier: board.makeVerifier(lock: SingleTask()),
        executorKey: TestKey.executor.pair(), deviceSecret: deviceSecret,
        planner: FixedPlan(plan), entropy: StubEntropy(state: entropy))
    } catch {
      preconditionFailure("the key is the profile's: \(error)")
    }
  }

  /// Hands over a message; the reply is empty if none was written.
  func hear(
    _ message: [UInt8], at time: TrustedTime? = .init(exactlySeconds: now),
    peer: TestKey? = nil
  ) -> (heard: Heard, reply: [UInt8]) {
    buffer = [UInt8](repeating: 0xee, count: Speaker.replyByteCountMax)
    var writer = ByteWriter(buffer.mutableSpan)
    let outcome = target.receive(
      message.span, now: time, peer: Satellite.peer(peer), reply: &writer)
    let count = writer.count
    return (Self.heard(outcome), Array(buffer[..<count]))
  }

  private static func heard(_ outcome: consuming Outcome) -> Heard {
    switch consume outcome {
    case .granted(let grant): .granted(bytes(grant.tokenID))
    case .refused(let refusal): .refused(refusal.reason)
    case .bound(let tokenID): .bound(bytes(tokenID))
    case .bindingRefused(let refusal): .bindingRefused(refusal)
    case .clockRead(let reading): .clockRead(reading)
    case .operatorTaken(let kind, let version): .operatorTaken(kind, version)
    case .statusAsked: .statusAsked
    case .operatorRefused(let refusal): .operatorRefused(refusal)
    case .ignored(let type): .ignored(type)
    }
  }

  /// Has a message refused as one for something that the satellite cannot do;
  /// the reply is empty if none was written.
  func decline(
    _ message: [UInt8], at time: TrustedTime? = .init(exactlySeconds: now),
    peer: TestKey? = nil
  ) -> (refusal: Refusal, reply: [UInt8]) {
    buffer = [UInt8](repeating: 0xee, count: Speaker.replyByteCountMax)
    var writer = ByteWriter(buffer.mutableSpan)
    let refusal = target.decline(
      message.span, now: time, peer: Satellite.peer(peer), reply: &writer)
    let count = writer.count
    return (refusal, Array(buffer[..<count]))
  }

  /// What a draft's commander has signed, as a host keeps it.
  func signedTask(_ draft: Draft) -> SignedTask? {
    let message = draft.message
    do throws(Refusal) {
      return try AuthenticRequest(
        AdmissibleRequest(
          UnverifiedRequest(message: message.span),
          at: target.verifier.begin(now: .init(exactlySeconds: now)),
          under: target.verifier.profile),
        under: target.verifier.profile, peer: nil
      ).signedTask
    } catch { return nil }
  }

  /// Awaits a task's binding again.
  func recall(_ task: SignedTask) { target.recall(task) }

  /// Flips a bit of the executor's secret in memory; whether it was found.
  func flipExecutorKey() -> Bool {
    let secret = TestKey.executor.secret
    return withUnsafeMutableBytes(of: &target) { memory in
      for start in 0...memory.count - secret.count
      where memory[start..<start + secret.count].elementsEqual(secret) {
        memory[start + 31] ^= 1
        return true
      }
      return false
    }
  }

  private static func bytes(_ tokenID: TokenID) -> [UInt8] {
    (0..<16).map { tokenID.byte(at: $0) }
  }

  /// A clock challenge, or why there is none.
  func challenge(
    at counterNanoseconds: UInt64, capacity: Int = 87
  ) -> (error: TargetError?, message: [UInt8]) {
    var buffer = [UInt8](repeating: 0xee, count: capacity)
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(TargetError) {
      try target.clockChallenge(
        counterNanoseconds: counterNanoseconds, into: &writer)
    } catch {
      return (error, [])
    }
    let count = writer.count
    return (nil, Array(buffer[..<count]))
  }

  /// Flips a bit of one copy of an open challenge in memory.
  func flipChallenge(bit: Int) {
    withUnsafeMutableBytes(of: &target.challenges) {
      $0[bit / 8] ^= 1 << UInt8(bit % 8)
    }
  }

  /// The bits of all copies of all open challenges.
  var challengeBitCount: Int {
    MemoryLayout.size(ofValue: target.challenges) * 8
  }

  /// The proof of a task, or why there is none.
  func prove(
    _ draft: Draft, outputHash: [UInt8], at seconds: UInt32,
    capacity: Int = Speaker.replyByteCountMax, as task: SignedTask? = nil
  ) -> (error: TargetError?, reply: [UInt8]) {
    var buffer = [UInt8](repeating: 0xee, count: capacity)
    var writer = ByteWriter(buffer.mutableSpan)
    var failure: TargetError?
    do throws(TargetError) {
      if let task {
        try target.prove(
          task, outputHash: digest(outputHash), timestampSeconds: seconds,
          reply: &writer)
      } else {
        try target.prove(
          task: digest(requestDigest(draft)), outputHash: digest(outputHash),
          timestampSeconds: seconds, reply: &writer)
      }
    } catch { failure = error }
    let count = writer.count
    return (failure, Array(buffer[..<count]))
  }
}

/// 32 bytes as a digest.
func digest(_ bytes: [UInt8]) -> Digest {
  var copy = InlineArray<32, UInt8>(repeating: 0)
  for index in 0..<32 { copy[index] = bytes[index] }
  return Digest(bytes: copy)
}

/// A digest as bytes.
func bytes(_ digest: Digest) -> [UInt8] {
  (0..<32).map { digest.bytes[$0] }
}

/// The digest that the commander signs.
func requestDigest(_ draft: Draft) -> [UInt8] {
  let body = draft.unsignedBody.bytes
  return bytes(TaggedHash.hash(.taskRequest, body.span))
}

/// A reply taken apart.
struct Reply {
  let stream: RecordStream
  let type: UInt8

  init(_ message: [UInt8]) {
    type = message.first ?? 0
    stream = RecordStream(splitting: Array(message.dropFirst(3)))
  }

  subscript(type: UInt64) -> [UInt8] {
    stream.records.first { $0.type == type }?.value ?? []
  }

  /// A record as text.
  func text(_ type: UInt64) -> String {
    String(decoding: self[type], as: UTF8.self)
  }

  /// A record as an integer.
  func integer(_ type: UInt64) -> UInt64 {
    self[type].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether the last record is the executor's signature over the rest.
  func isSigned(_ tag: ScrapCrypto.Tag) -> Bool {
    guard let last = stream.records.last else { return false }
    let body = Array(stream.bytes.dropLast(last.bytes.count))
    return isValid(last.value, TaggedHash.hash(tag, body.span))
  }
}

/// Whether a signature is the executor's.
func isValid(
  _ signature: [UInt8], _ digest: Digest, by key: TestKey = .executor
) -> Bool {
  let publicKey = key.publicKey
  guard let key = VerificationKey(compressed: publicKey.span) else {
    return false
  }
  return key.isValid(signature: signature.span, digest: digest)
}

/// A draft, changed.
func draft(
  depth: Int = 0, id: UInt64 = 1, _ change: (inout Draft) -> Void = { _ in }
) -> Draft {
  var draft = Draft(depth: depth, id: id)
  change(&draft)
  return draft
}

/// A refusal that leaves medium, index and challenges alone, in silence.
func expectRefused(
  _ craft: Craft, _ message: [UInt8], _ refusal: OperatorRefusal,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let image = craft.board.image
  let (heard, reply) = craft.hear(message)
  #expect(
    heard == .operatorRefused(refusal), sourceLocation: sourceLocation)
  #expect(reply == [], sourceLocation: sourceLocation)
  let isUnchanged = craft.board.image == image
  #expect(isUnchanged, sourceLocation: sourceLocation)
}

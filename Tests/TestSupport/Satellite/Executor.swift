// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// A satellite as a commander meets it: it accepts, executes what is bound,
/// once, and proves it as often as it is asked.
public final class Executor {
  private typealias Speaker = TimedTarget<
    Board.BoardJournal, SingleTask, NoChance, FixedPlan
  >

  /// Signatures without chance, so that they come out the same.
  private struct NoChance: EntropySource {
    mutating func next() -> Entropy32? { .zero }
  }

  private let board: Board
  private let key: TestKey
  private let plan: ExecutionPlan
  private var speaker: Speaker
  /// The tasks executed, by the token's id.
  public private(set) var executions: [[UInt8]] = []
  /// Requests that were granted.
  public private(set) var grantCount = 0
  /// The digests of the requests that may be bound, by token_id.
  private var digests: [[UInt8]: Digest] = [:]

  /// Makes a satellite with its clocks set.
  public init(
    key: TestKey = .executor,
    plan: ExecutionPlan = ExecutionPlan(amountSats: 700)
  ) {
    var profile = ProfileRecord()
    profile.identityKey = key.publicKey
    self.key = key
    self.plan = plan
    board = Board(profile: profile.bytes)
    speaker = Self.makeSpeaker(board, key, plan)
  }

  /// Off and on: what is not in the store is forgotten.
  public func restart() {
    board.restart()
    speaker = Self.makeSpeaker(board, key, plan)
  }

  private static func makeSpeaker(
    _ board: Board, _ key: TestKey, _ plan: ExecutionPlan
  ) -> Speaker {
    var policy = ClockPolicy(earliestSeconds: 1_700_000_000)
    policy.leapSecondsMax = 0
    policy.firstFixJumpSecondsMax = 0xffff_ffff
    let secret = [UInt8](repeating: 0x99, count: 32)
    guard let clock = ClockArbiter(policy: policy),
      let deviceSecret = DeviceSecret(secret.span)
    else { preconditionFailure("the policy is possible") }
    do throws(TargetError) {
      return Speaker(
        target: try Target(
          verifier: board.makeVerifier(lock: SingleTask()),
          executorKey: key.pair(), deviceSecret: deviceSecret,
          planner: FixedPlan(plan), entropy: NoChance()),
        clock: clock)
    } catch {
      preconditionFailure("the key is the profile's: \(error)")
    }
  }

  /// Hands over a datagram at a monotonic time, which also is the time since
  /// `Satellite.now`; the replies.
  public func hear(_ datagram: [UInt8], at nowNanoseconds: UInt64) -> [[UInt8]]
  {
    for name in [ClockSourceName.gps, .rtc] {
      speaker.feed(
        ClockReading(
          unixSeconds: Int64(
            Satellite.now + nowNanoseconds / 1_000_000_000),
          errorNanoseconds: 1_000_000, takenAtNanoseconds: nowNanoseconds),
        of: name)
    }
    var buffer = [UInt8](repeating: 0, count: 512)
    var writer = ByteWriter(buffer.mutableSpan)
    let event = speaker.receive(
      datagram.span, counterNanoseconds: nowNanoseconds, reply: &writer)
    let count = writer.count
    let reply = Array(buffer[..<count])
    if reply.first == 2 { note(datagram) }
    switch consume event {
    case .granted: grantCount += 1
    case .bound(let tokenID):
      return [proof(of: (0..<16).map { tokenID.byte(at: $0) })]
    default: break
    }
    return reply.isEmpty ? [] : [reply]
  }

  /// Remembers the digest of a request that was accepted.
  private func note(_ request: [UInt8]) {
    let body = RecordStream(splitting: Array(request[3...]))
    let token = RecordStream(
      splitting: body.records[body.index(of: 4)].value)
    let signed = body.without(20).bytes
    digests[token.records[token.index(of: 12)].value] = TaggedHash.hash(
      .taskRequest, signed.span)
  }

  /// The proof of a task, which is executed first if it was not yet.
  private func proof(of tokenID: [UInt8]) -> [UInt8] {
    guard let digest = digests[tokenID] else {
      preconditionFailure("only what was asked for can be bound")
    }
    if !executions.contains(tokenID) { executions.append(tokenID) }
    var buffer = [UInt8](repeating: 0, count: 512)
    var writer = ByteWriter(buffer.mutableSpan)
    do throws(TargetError) {
      try speaker.target.prove(
        task: digest, outputHash: SHA256.hash(tokenID.span),
        timestampSeconds: UInt32(Satellite.now + 1), reply: &writer)
    } catch {
      preconditionFailure("a bound task can be proved: \(error)")
    }
    let count = writer.count
    return Array(buffer[..<count])
  }
}

// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapIntegers

/// A GNSS receiver that speaks NMEA 0183: bytes in, a clock reading out.
///
/// Takes the time from RMC sentences of any talker (GP, GN, GA, …) with a right
/// checksum, status A and, where there is one, a mode that means a fix. ZDA
/// sentences are held against them: a receiver that contradicts itself is
/// faulty. All others are counted and passed over. No byte is an error:
/// what cannot be read is counted, named, and read past.
///
/// NMEA cannot say whether the leap seconds are known. GPS time is 18 s ahead
/// of UTC, and a receiver that has just started may tell it as UTC (E-58). So
/// a reading is `noLeapSeconds` until there has been a fix without a break for
/// as long as the policy says.
///
/// Its memory is fixed, and nothing of it outlives a power cut.
public struct NMEAReceiver: Sendable {
  /// The longest sentence, from `$` to the line end. The standard has 82;
  /// receivers with many decimals send more.
  public static var sentenceByteCountMax: Int { 128 }

  /// What is known of the receiver.
  public let policy: NMEAPolicy
  /// What it has sent.
  public private(set) var statistics = NMEAStatistics()

  private var framing = Framing.outside
  /// The sentence that is coming, without `$` and line end.
  private var body = InlineArray<125, UInt8>(repeating: 0)
  private var bodyCount = 0
  private var arrival = NMEAArrival(
    takenAtNanoseconds: 0, waitedNanoseconds: 0)

  private var lastByteAtNanoseconds: UInt64?
  private var lastSentenceAtNanoseconds: UInt64?
  private var testimony: NMEATestimony

  private enum Framing {
    /// Before `$`.
    case outside
    case inside
    /// In a sentence that is given up.
    case passing
  }

  /// A receiver that has sent nothing yet.
  public init(policy: NMEAPolicy = NMEAPolicy()) {
    self.policy = policy
    self.testimony = NMEATestimony(policy: policy)
  }

  /// Takes bytes as they came, split anywhere.
  ///
  /// - Parameters:
  ///   - bytes: any.
  ///   - nowNanoseconds: the monotonic counter now.
  ///   - waitedNanoseconds: how long the first of them may have lain in a
  ///     buffer: at most since that buffer was last seen empty. It widens the
  ///     error bound of sentences that begin among them.
  public mutating func feed(
    _ bytes: Span<UInt8>, nowNanoseconds: UInt64,
    waitedNanoseconds: UInt64 = 0
  ) {
    guard !bytes.isEmpty else { return }
    let now = NMEAArrival(
      takenAtNanoseconds: nowNanoseconds,
      waitedNanoseconds: waitedNanoseconds)
    if let last = lastByteAtNanoseconds,
      !now.isWithin(policy.silenceNanoseconds, of: last)
    {
      restart()
      statistics.count(.silence)
    }
    lastByteAtNanoseconds = nowNanoseconds
    for index in 0..<bytes.count { take(bytes[index], now) }
  }

  /// Forgets what was told so far, except the statistics: the device has gone,
  /// or may be another one.
  public mutating func restart() {
    framing = .outside
    lastByteAtNanoseconds = nil
    lastSentenceAtNanoseconds = nil
    testimony = NMEATestimony(policy: policy)
  }

  /// What the receiver tells now.
  ///
  /// `absent` after silence; `faulty` if what comes cannot be read or
  /// contradicts itself; `noFix` if no RMC comes, or one that says so;
  /// `noLeapSeconds`, with a time, until the fix is old enough.
  public func reading(nowNanoseconds: UInt64) -> ClockReading {
    guard isRecent(lastByteAtNanoseconds, nowNanoseconds) else {
      return ClockReading(
        without: .absent, takenAtNanoseconds: nowNanoseconds)
    }
    guard isRecent(lastSentenceAtNanoseconds, nowNanoseconds) else {
      return ClockReading(
        without: .faulty, takenAtNanoseconds: nowNanoseconds)
    }
    return testimony.reading(nowNanoseconds: nowNanoseconds)
  }

  private func isRecent(
    _ lastNanoseconds: UInt64?, _ nowNanoseconds: UInt64
  ) -> Bool {
    guard let lastNanoseconds else { return false }
    return Elapsed.nanoseconds(from: lastNanoseconds, to: nowNanoseconds)
      <= policy.silenceNanoseconds
  }

  // MARK: Bytes to sentences

  private mutating func take(_ byte: UInt8, _ now: NMEAArrival) {
    switch byte {
    case UInt8(ascii: "$"):
      if framing == .inside { statistics.count(.interrupted) }
      framing = .inside
      bodyCount = 0
      arrival = now
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      let isSentence = framing == .inside
      framing = .outside
      if isSentence { takeSentence() }
    case _ where framing == .outside: statistics.count(.garbage)
    case _ where framing == .passing: break
    case 0x20...0x7e:
      guard bodyCount < body.count else {
        framing = .passing
        statistics.count(.oversized)
        return
      }
      body[bodyCount] = byte
      bodyCount += 1
    default:
      framing = .passing
      statistics.count(.interrupted)
      statistics.count(.garbage)
    }
  }

  private mutating func takeSentence() {
    let content: NMEAContent
    do throws(NMEAProblem) {
      content = try NMEASentence(
        checking: body.span.extracting(0..<bodyCount)
      ).content()
    } catch {
      return statistics.count(error)
    }
    statistics.sentenceCount &+= 1
    lastSentenceAtNanoseconds = arrival.takenAtNanoseconds
    switch content {
    case .other: statistics.otherCount &+= 1
    case .minimum(let result): take(result, isMinimum: true)
    case .date(let result): take(result, isMinimum: false)
    }
  }

  private mutating func take(
    _ result: Result<NMEAInstant, NMEAProblem>, isMinimum: Bool
  ) {
    let told: NMEAFinding.Told
    switch result {
    case .success(let instant):
      statistics.timeCount &+= 1
      told = .time(instant)
    case .failure(let problem):
      statistics.count(problem)
      told = problem.isWithoutFix ? .noFix : .unreadable
    }
    let finding = NMEAFinding(arrival: arrival, told: told)
    let isContradiction =
      isMinimum ? testimony.takeMinimum(finding) : testimony.takeDate(finding)
    if isContradiction { statistics.count(.disagreement) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapClock
import ScrapNMEA

/// A GNSS receiver on a serial line or a TCP connection.
///
/// A receiver that is not there is `absent`, with the reason in `problem`; it
/// is tried again after 250 ms, then after twice as long each time up to 30 s,
/// and at once counted anew when bytes come. A line on which nothing comes for
/// 30 s is opened again. What the sentences amount to, `NMEAReceiver` says.
///
/// Each call of `read` reads what has come, at most 4,096 bytes, and never
/// waits. Ask at least once a second: whatever lay in the system's buffer
/// since the call before widens the error bound. What lay in buffers of other
/// computers, nobody sees: the policy's bound must cover the way from a TCP
/// server.
public struct NMEASource: ~Copyable, ClockSource {
  /// The most that one call reads.
  public static let byteCountPerReadMax = 4_096
  /// The first wait and the longest before a line is opened again.
  public static let retryNanoseconds: ClosedRange<UInt64> =
    250_000_000...30_000_000_000
  /// How long a connection may take to come about.
  public static let connectNanosecondsMax: UInt64 = 5_000_000_000
  /// How long nothing may come until the line is opened again.
  public static let silenceNanosecondsMax: UInt64 = 30_000_000_000

  /// Where the sentences come from.
  public let endpoint: NMEAEndpoint
  /// What they amount to, with counts of all that came.
  public private(set) var receiver: NMEAReceiver
  /// Why there is no line now, or was none last; nil before the first failure.
  public private(set) var problem: LinkProblem?
  /// Whether there is a line now.
  public var isOpen: Bool { phase == .open }

  private var phase = Phase.closed
  /// Meaningless while closed.
  private var descriptor: Int32 = -1
  private var retryAtNanoseconds: UInt64 = 0
  private var retryDelayNanoseconds = retryNanoseconds.lowerBound
  private var openedAtNanoseconds: UInt64 = 0
  private var lastByteAtNanoseconds: UInt64 = 0
  /// When the system's buffer was last known to be empty.
  private var emptyAtNanoseconds: UInt64 = 0

  private enum Phase {
    case closed
    case connecting
    case open
  }

  /// Names a receiver, which need not be there.
  public init(endpoint: NMEAEndpoint, policy: NMEAPolicy = NMEAPolicy()) {
    self.endpoint = endpoint
    self.receiver = NMEAReceiver(policy: policy)
  }

  deinit {
    if phase != .closed { close(descriptor) }
  }

  /// Reads what has come.
  public mutating func read(nowNanoseconds: UInt64) -> ClockReading {
    do throws(LinkProblem) {
      if phase == .closed, nowNanoseconds >= retryAtNanoseconds {
        try start(nowNanoseconds)
      }
      if phase == .connecting { try finishConnecting(nowNanoseconds) }
      if phase == .open { try drain(nowNanoseconds) }
    } catch {
      stop(error, nowNanoseconds)
    }
    guard phase == .open else {
      return ClockReading(
        without: .absent, takenAtNanoseconds: nowNanoseconds)
    }
    return receiver.reading(nowNanoseconds: nowNanoseconds)
  }

  // MARK: The line

  private mutating func start(_ nowNanoseconds: UInt64) throws(LinkProblem) {
    switch endpoint {
    case .serial(let path, let baudRate):
      descriptor = try Line.openSerial(path: path, baudRate: baudRate)
      phase = .open
    case .tcp(let address, let port), .gpsd(let address, let port):
      descriptor = try Line.connect(address: address, port: port)
      phase = .connecting
    }
    // Another receiver may answer now.
    receiver.restart()
    openedAtNanoseconds = nowNanoseconds
    lastByteAtNanoseconds = nowNanoseconds
    emptyAtNanoseconds = nowNanoseconds
  }

  private mutating func finishConnecting(
    _ nowNanoseconds: UInt64
  ) throws(LinkProblem) {
    guard try Line.isConnected(descriptor) else {
      let waited = Elapsed.nanoseconds(
        from: openedAtNanoseconds, to: nowNanoseconds)
      if waited > Self.connectNanosecondsMax { throw .timedOut }
      return
    }
    if case .gpsd = endpoint { try Line.askDaemon(descriptor) }
    phase = .open
  }

  private mutating func stop(_ problem: LinkProblem, _ nowNanoseconds: UInt64) {
    if phase != .closed { close(descriptor) }
    phase = .closed
    self.problem = problem
    retryAtNanoseconds = nowNanoseconds &+ retryDelayNanoseconds
    retryDelayNanoseconds = min(
      retryDelayNanoseconds * 2, Self.retryNanoseconds.upperBound)
  }

  // MARK: Bytes

  private mutating func drain(_ nowNanoseconds: UInt64) throws(LinkProblem) {
    let waited = Elapsed.nanoseconds(
      from: emptyAtNanoseconds, to: nowNanoseconds)
    var roomByteCount = Self.byteCountPerReadMax
    var buffer = [UInt8](repeating: 0, count: 512)
    while roomByteCount > 0 {
      let asked = min(roomByteCount, buffer.count)
      let got = Glibc.read(descriptor, &buffer, asked)
      if got > 0 {
        roomByteCount -= got
        receiver.feed(
          buffer.span.extracting(0..<got), nowNanoseconds: nowNanoseconds,
          waitedNanoseconds: waited)
        lastByteAtNanoseconds = nowNanoseconds
        retryDelayNanoseconds = Self.retryNanoseconds.lowerBound
        continue
      }
      if got == 0 { throw .hungUp }
      switch errno {
      case EINTR: roomByteCount -= 1
      case EAGAIN:
        emptyAtNanoseconds = nowNanoseconds
        let silence = Elapsed.nanoseconds(
          from: lastByteAtNanoseconds, to: nowNanoseconds)
        if silence > Self.silenceNanosecondsMax { throw .silent }
        return
      default: throw .hungUp
      }
    }
  }
}

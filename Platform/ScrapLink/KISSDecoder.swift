// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers

/// What a byte stream is cut into: KISS frames, as amateur satellites and their
/// ground stations use them.
///
/// A frame lies between two 0xC0. Its first byte has the port in its upper and
/// the command in its lower half; only command 0, data, is taken. 0xDB 0xDC
/// stands for 0xC0, and 0xDB 0xDD for 0xDB. KISS has no checksum: what is
/// inside must bring its own. Any bytes may come; each costs the same.
public struct KISSDecoder<let capacity: Int>: ~Copyable {
  private var bytes = InlineArray<capacity, UInt8>(repeating: 0)
  private var count = 0
  private var command: UInt8 = 0
  private var state = State.outside
  /// What was dropped, and what was not.
  public private(set) var counters = KISSCounters()

  private enum State {
    /// Before the first frame.
    case outside
    /// The next byte is a command, or the end of an empty frame.
    case atCommand
    case inside
    case escaped
    /// The rest of the frame is dropped.
    case spoilt
  }

  /// Waits for the first frame.
  public init() {}

  /// The content of the frame that was just completed, without its command;
  /// until the next byte is taken.
  public var content: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span.extracting(0..<count) }
  }

  /// Takes one byte.
  ///
  /// - Returns: the port, 0 to 15, if the byte completed a data frame: its
  ///   bytes are in `content`.
  public mutating func take(_ byte: UInt8) -> UInt8? {
    if byte == KISS.frameEnd { return end() }
    switch state {
    case .outside: counters.noiseByteCount.countOneMore()
    case .spoilt: break
    case .atCommand: begin(command: byte)
    case .escaped: unescape(byte)
    case .inside where byte == KISS.escape: state = .escaped
    case .inside: append(byte)
    }
    return nil
  }

  private mutating func end() -> UInt8? {
    let ended = state
    state = .atCommand
    switch ended {
    case .outside, .atCommand, .spoilt: return nil
    case .escaped:
      counters.badEscapeCount.countOneMore()
      return nil
    case .inside:
      counters.frameCount.countOneMore()
      return command &>> 4
    }
  }

  private mutating func begin(command byte: UInt8) {
    count = 0
    command = byte
    // An escaped command byte would be that of port 12 or 13, command 0 or 11;
    // nobody has those.
    guard byte & 0x0f == KISS.data, byte != KISS.escape else {
      counters.otherCommandCount.countOneMore()
      state = .spoilt
      return
    }
    state = .inside
  }

  private mutating func unescape(_ byte: UInt8) {
    state = .inside
    switch byte {
    case KISS.escapedFrameEnd: append(KISS.frameEnd)
    case KISS.escapedEscape: append(KISS.escape)
    default:
      counters.badEscapeCount.countOneMore()
      state = .spoilt
    }
  }

  private mutating func append(_ byte: UInt8) {
    guard count < capacity else {
      counters.oversizedCount.countOneMore()
      state = .spoilt
      return
    }
    bytes[count] = byte
    count += 1
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What came in over a link. Each counter stays at its greatest value once it
/// is there.
public struct KISSCounters: Equatable, Sendable, BitwiseCopyable {
  /// Data frames that were whole.
  public internal(set) var frameCount: UInt32 = 0
  /// Bytes before the first frame.
  public internal(set) var noiseByteCount: UInt32 = 0
  /// Frames that were longer than any message, and dropped.
  public internal(set) var oversizedCount: UInt32 = 0
  /// Frames with an escape that stands for nothing, and dropped.
  public internal(set) var badEscapeCount: UInt32 = 0
  /// Frames of other commands than data, and dropped.
  public internal(set) var otherCommandCount: UInt32 = 0

  /// All zero.
  public init() {}
}

extension UInt32 {
  mutating func countOneMore() {
    if self < .max { self &+= 1 }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto
import ScrapIntegers

/// Chance for keys, nonces and the index: the hardware generator; where there
/// is none, nothing, or, for a laboratory's image alone, a hash over the device
/// secret and the timer, which an attacker without the secret cannot tell, but
/// which is no chance.
public struct BoardEntropy: EntropySource, ~Copyable {
  private var generator: RandomGenerator?
  private var state: Digest?
  private var count: UInt64 = 0
  /// Whether chance comes from the hardware.
  public let isHardware: Bool

  /// - Parameters:
  ///   - generator: the hardware, if there is one.
  ///   - fallbackSecret: 32 bytes to fall back on; empty if that is forbidden.
  public init(
    generator: consuming RandomGenerator?, fallbackSecret: Span<UInt8>
  ) {
    isHardware = generator != nil
    self.generator = generator
    guard !isHardware, fallbackSecret.count > 0 else { return }
    state = SHA256.hash(fallbackSecret)
  }

  /// 32 bytes; nil if there is no chance.
  public mutating func next() -> Entropy32? {
    if generator != nil { return fromGenerator() }
    guard let state else { return nil }
    count &+= 1
    var hash = SHA256()
    hash.update(state.span)
    hash.update(Self.bytes(MonotonicTimer.nanoseconds).span)
    hash.update(Self.bytes(count).span)
    let digest = hash.finalize()
    // What went out does not tell what comes.
    var next = SHA256()
    next.update(digest.span)
    next.update(state.span)
    self.state = next.finalize()
    return Entropy32(bytes: digest.bytes)
  }

  private mutating func fromGenerator() -> Entropy32? {
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    for place in 0..<8 {
      guard let word = generator?.word() else { return nil }
      for index in 0..<4 {
        bytes[place * 4 + index] = UInt8(
          truncatingIfNeeded: word &>> UInt32(index * 8))
      }
    }
    return Entropy32(bytes: bytes)
  }

  private static func bytes(_ value: UInt64) -> InlineArray<8, UInt8> {
    var bytes = InlineArray<8, UInt8>(repeating: 0)
    for index in 0..<8 {
      bytes[index] = UInt8(truncatingIfNeeded: value &>> UInt64(index * 8))
    }
    return bytes
  }
}

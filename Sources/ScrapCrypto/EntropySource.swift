// SPDX-License-Identifier: Apache-2.0

/// The port to a source of randomness: a hardware generator on board, the
/// kernel's on a host.
public protocol EntropySource: ~Copyable {
  /// 32 fresh bytes that nobody can predict; nil if the source has failed.
  mutating func next() -> Entropy32?
}

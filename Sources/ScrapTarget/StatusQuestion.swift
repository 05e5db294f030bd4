// SPDX-License-Identifier: Apache-2.0

/// An operator's signed question for the status.
public struct StatusQuestion: Sendable, BitwiseCopyable {
  /// What the answer repeats, drawn by the operator.
  let nonce: InlineArray<16, UInt8>

  init(nonce: Span<UInt8>) {
    var copy = InlineArray<16, UInt8>(repeating: 0)
    for index in 0..<16 { copy[index] = nonce[index] }
    self.nonce = copy
  }
}

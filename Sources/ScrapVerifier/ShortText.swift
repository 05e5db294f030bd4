// SPDX-License-Identifier: Apache-2.0

import ScrapWire

/// At most 64 bytes of text, copied.
public struct ShortText: Sendable {
  private var bytes: InlineArray<64, UInt8>
  /// How many bytes there are.
  public let count: Int

  /// Copies a text.
  ///
  /// - Precondition: it has at most 64 bytes.
  public init(_ text: Span<UInt8>) {
    precondition(text.count <= 64, "a short text has at most 64 bytes")
    var bytes = InlineArray<64, UInt8>(repeating: 0)
    for index in text.indices { bytes[index] = text[index] }
    self.bytes = bytes
    self.count = text.count
  }

  /// The text's bytes.
  public var span: Span<UInt8> {
    @_lifetime(borrow self) get { bytes.span.extracting(0..<count) }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ScrapIntegers
public import ScrapWire

/// What each telemetry record begins with, 14 bytes:
///
/// ```
///   0  kind                        1
///   1  layout of the kind, 1       1
///   2  number since the start      4
///   6  monotonic counter, ns       8
/// ```
///
/// All integers are unsigned and big-endian.
public struct TelemetryHeader: Equatable, Sendable, BitwiseCopyable {
  /// What follows.
  public var kind: TelemetryKind
  /// Records since the start, from 0; it wraps.
  public var sequence: UInt32
  /// When it was made, nanoseconds of the monotonic counter.
  public var counterNanoseconds: UInt64

  /// Makes a header.
  public init(
    _ kind: TelemetryKind, sequence: UInt32, counterNanoseconds: UInt64
  ) {
    self.kind = kind
    self.sequence = sequence
    self.counterNanoseconds = counterNanoseconds
  }
}

extension ByteWriter {
  /// Writes a header, 14 bytes.
  ///
  /// - Throws: if the buffer has no room for it.
  @_lifetime(self: copy self)
  public mutating func append(
    _ header: TelemetryHeader
  ) throws(WriteError) {
    try append(header.kind.rawValue)
    try append(1)
    try append(integer: UInt64(header.sequence), byteCount: 4)
    try append(integer: header.counterNanoseconds, byteCount: 8)
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Walks the run of repeated records that a `RecordTable` has checked.
public struct RepeatedRecords: ~Copyable, ~Escapable {
  private var reader: ByteReader

  /// Starts before the first record of the run.
  @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>, in run: Range<Int>) {
    self.reader = ByteReader(bytes.extracting(run))
  }

  /// The next value's place, relative to the run's first byte; nil at the
  /// end.
  @inline(__always)
  public mutating func next() -> Range<Int>? {
    guard !reader.isAtEnd,
      (try? reader.readBigSize()) != nil,
      let length = try? reader.readBigSize(),
      let value = try? reader.skip(byteCount: length)
    else { return nil }
    return value
  }
}

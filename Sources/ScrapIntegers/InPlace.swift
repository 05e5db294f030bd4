// SPDX-License-Identifier: Apache-2.0

/// No bytes; a value that holds one stays where it is.
///
/// The compiler may load a large value whole, onto the stack, to read a field
/// of it. It does not where a part of it has a layout of its own.
@_rawLayout(size: 0, alignment: 1)
public struct InPlace: ~Copyable, @unchecked Sendable {
  /// Makes nothing.
  public init() {}
}

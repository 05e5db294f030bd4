// SPDX-License-Identifier: Apache-2.0

/// One record of a token or a message's body, for people to look at.
public struct InspectedRecord: Equatable, Sendable {
  /// The record's type.
  public var type: UInt64
  /// The specification's name; `unknown` for other types.
  public var name: String
  /// The byte in which the record begins, from the first of what is
  /// inspected.
  public var offset: Int
  /// The byte in which the value begins, which a refusal's place names.
  public var valueOffset: Int
  /// Bytes of the value.
  public var length: Int
  /// The value as text.
  public var value: String
  /// The value as it stands.
  public var bytes: [UInt8]
}

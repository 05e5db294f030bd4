// SPDX-License-Identifier: Apache-2.0

/// Something that is presented to the satellite, and what is true of it.
struct LifePresentation {
  /// Told apart by the digest that the commander signed; copies of the same
  /// bytes share a number.
  var number: Int
  /// Root first.
  var tokens: [LifeToken]
  /// The message, or the tokens one after another.
  var bytes: [UInt8]
  /// A whole request, or a chain alone over an authenticated link.
  var isRequest: Bool
  /// The party that signed it, or that the link has authenticated.
  var presenter: Int
  /// The request's own time.
  var timestampSeconds: UInt32
  /// The bytes are as they were signed.
  var isWhole = true

  var leaf: LifeToken { tokens[tokens.count - 1] }
}

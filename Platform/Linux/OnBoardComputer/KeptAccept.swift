// SPDX-License-Identifier: Apache-2.0

/// An answer that was given and is given again (E-67).
struct KeptAccept {
  /// The whole TaskAccept.
  let message: [UInt8]
  /// When the presented token expires, Unix seconds: later the request is
  /// refused, and nobody asks for the answer.
  let expiresAtSeconds: UInt64
  /// Whether a restart would find it. Before that it is not sent.
  var isDurable: Bool
}

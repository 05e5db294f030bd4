// SPDX-License-Identifier: Apache-2.0

/// The bytes of KISS framing.
enum KISS {
  static let frameEnd: UInt8 = 0xc0
  static let escape: UInt8 = 0xdb
  static let escapedFrameEnd: UInt8 = 0xdc
  static let escapedEscape: UInt8 = 0xdd
  /// The command of data frames.
  static let data: UInt8 = 0
}

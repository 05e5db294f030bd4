// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapGround

/// Why a command ends without success: a sentence and an exit status.
struct Failure: Error {
  /// Some line was refused.
  static let refused: Int32 = 2
  /// The command line is wrong in a way that its parser does not see.
  static let usage: Int32 = 64
  /// The profile or an input cannot be read.
  static let input: Int32 = 65
  /// Nobody answered.
  static let unavailable: Int32 = 69
  /// This computer is at fault.
  static let software: Int32 = 70
  /// The store failed, or the output cannot be written.
  static let store: Int32 = 74

  var status: Int32
  var message: String

  init(_ status: Int32, _ message: String) {
    self.status = status
    self.message = message
  }

  /// A store's error, with its remedy.
  init(_ error: FileStoreError) {
    self.status = Self.store
    self.message = "\(error) \(error.remedy)"
  }

  init(_ error: GroundError) {
    switch error {
    case .wrongValue, .file, .wouldBeRefused: self.status = Self.input
    case .noEntropy, .signingFault: self.status = Self.software
    }
    self.message = "\(error)"
  }
}

// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapGround

/// Why the process ends, or does not begin: a sentence and an exit status.
public struct ServiceFailure: Error, Equatable, Sendable {
  /// Wrong usage: an address that is none, or is taken.
  public static let usage: Int32 = 64
  /// The configuration, the profile or a key cannot be read.
  public static let input: Int32 = 65
  /// This computer is at fault.
  public static let software: Int32 = 70
  /// The store failed.
  public static let store: Int32 = 74

  /// The exit status.
  public var status: Int32
  /// What was expected, and what was found.
  public var message: String

  /// Makes a failure.
  public init(_ status: Int32, _ message: String) {
    self.status = status
    self.message = message
  }

  /// A store's error, with its remedy.
  init(_ error: FileStoreError) {
    self.init(Self.store, "\(error) \(error.remedy)")
  }

  init(_ error: GroundError) {
    switch error {
    case .wrongValue, .file, .wouldBeRefused:
      self.init(Self.input, "\(error)")
    case .noEntropy, .signingFault: self.init(Self.software, "\(error)")
    }
  }

  /// What the system said last.
  static func system(_ what: String, status: Int32 = software) -> Self {
    let code = errno
    return Self(status, "\(what): \(String(cString: strerror(code)))")
  }
}

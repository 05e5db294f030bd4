// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why something could not be measured.
public enum BenchError: Error, CustomStringConvertible {
  /// A file of the durable cases.
  case file(path: String, code: Int32)

  /// The error in one sentence for people.
  public var description: String {
    switch self {
    case .file(let path, let code):
      "\(path): \(String(cString: strerror(code)))"
    }
  }
}

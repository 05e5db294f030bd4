// SPDX-License-Identifier: Apache-2.0

import Glibc
public import ScrapReplay

/// Why a store on a file or partition cannot be used, with what is needed to
/// act on it.
public enum FileStoreError: Error, Equatable, Sendable {
  /// A call to the system failed.
  case systemFailed(path: String, operation: String, errno: Int32)
  /// There is no such file.
  case notFound(path: String)
  /// Nothing was created: something is there.
  case alreadyExists(path: String)
  /// Another process has the store open.
  case locked(path: String)
  /// The file or its file system cannot be written.
  case readOnly(path: String)
  /// There is no room for `byteCount` bytes.
  case diskFull(path: String, byteCount: UInt64)
  /// The file or partition is shorter than the store.
  case tooSmall(path: String, expectedByteCount: UInt64, foundByteCount: UInt64)
  /// The store was written by another version of the format.
  case otherVersion(path: String, expected: UInt16, found: UInt16)
  /// Reading or writing failed in the middle.
  case transferFailed(
    path: String, operation: String, errno: Int32, byteOffset: UInt64)
  /// The journal cannot be used.
  case journal(path: String, reason: JournalError)
}

extension FileStoreError: CustomStringConvertible {
  /// A sentence for people.
  public var description: String {
    switch self {
    case .systemFailed(let path, let operation, let code):
      "\(path): \(operation) failed: \(Self.text(code))."
    case .notFound(let path):
      "\(path): there is no such store."
    case .alreadyExists(let path):
      "\(path): exists already; nothing was changed."
    case .locked(let path):
      "\(path): another process is using this store."
    case .readOnly(let path):
      "\(path): cannot be written: read-only or not permitted."
    case .diskFull(let path, let byteCount):
      "\(path): no room for the \(byteCount) bytes of the store."
    case .tooSmall(let path, let expected, let found):
      "\(path): \(found) bytes, but the store needs \(expected)."
    case .otherVersion(let path, let expected, let found):
      "\(path): format version \(found); this program knows \(expected)."
    case .transferFailed(let path, let operation, let code, let offset):
      "\(path): \(operation) at byte \(offset) failed: \(Self.text(code))."
    case .journal(let path, let reason):
      "\(path): \(Self.text(reason))."
    }
  }

  private static func text(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return "\(String(cString: text)) (\(code))"
  }

  private static func text(_ reason: JournalError) -> String {
    switch reason {
    case .notRecovered: "the store has not been read yet"
    case .blank:
      "no store is found here; it counts as lost until it is reset on purpose"
    case .otherFormat: "the store has another format or size"
    case .lossDetected:
      "marks may have been lost; reset the store with a floor on issued_at"
    case .mediumFailed, .uncertain: "the medium failed"
    case .full: "the journal is full of live marks"
    case .outOfRange: "a time cannot be recorded"
    }
  }
}

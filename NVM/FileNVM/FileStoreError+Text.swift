// SPDX-License-Identifier: Apache-2.0

import Glibc
import ScrapJournal
import ScrapReplay

extension FileStoreError: CustomStringConvertible {
  /// A sentence for people: what is the matter.
  public var description: String {
    switch self {
    case .systemFailed(let path, let operation, let code):
      "\(path): \(operation) failed: \(Self.text(code))."
    case .notFound(let path):
      "\(path): there is no such store."
    case .notFile(let path):
      "\(path): is neither a file nor a block device."
    case .alreadyExists(let path):
      "\(path): exists already; nothing was changed."
    case .locked(let path):
      "\(path): another process is using it."
    case .readOnly(let path):
      "\(path): cannot be opened: read-only or not permitted."
    case .diskFull(let path, let byteCount):
      "\(path): no room for the \(byteCount) bytes of the store."
    case .tooSmall(let path, let expected, let found):
      "\(path): cut short: \(found) bytes, but the store has \(expected)."
    case .otherVersion(let path, let expected, let found):
      "\(path): format version \(found); this program knows \(expected)."
    case .otherGeometry(let path, let expected, let found):
      "\(path): another geometry: slots of \(found) bytes, but a store here "
        + "has \(expected)."
    case .copiesSwapped(let path):
      "\(path): the copies are swapped: B lies where A belongs."
    case .transferFailed(let path, let operation, let code, let offset):
      "\(path): \(operation) at byte \(offset) failed: \(Self.text(code))."
    case .lost, .overfull, .journal: stateText
    case .anchorNotFound, .anchorIsStore, .notAnchor, .anchorTaken:
      anchorText
    }
  }

  private var stateText: String {
    switch self {
    case .lost(let path, let causes, let failedReadCount):
      "\(path): marks may be lost: "
        + (causes.sentences + Self.text(failedReads: failedReadCount))
        .joined(separator: "; ") + "."
    case .overfull(let path, let entryCapacity):
      "\(path): more live marks than the \(entryCapacity) it was made for."
    case .journal(let path, let reason): "\(path): \(Self.text(reason))."
    default: ""
    }
  }

  private var anchorText: String {
    switch self {
    case .anchorNotFound(let path): "\(path): there is no such anchor."
    case .anchorIsStore(let path):
      "\(path): is the store itself, and cannot be its anchor."
    case .notAnchor(let path, let expected, let found):
      "\(path): is no anchor: \(found) bytes, but an anchor has \(expected)."
    case .anchorTaken(let path):
      "\(path): knows of marks in a store that is not here; none was made."
    default: ""
    }
  }

  private static func text(failedReads count: UInt64) -> [String] {
    count == 0 ? [] : ["\(count) reads failed"]
  }

  private static func text(_ code: Int32) -> String {
    // A read that gives no bytes and no error.
    if code == 0 { return "the file ends before" }
    guard let text = strerror(code) else { return "error \(code)" }
    return "\(String(cString: text)) (\(code))"
  }

  private static func text(_ reason: JournalError) -> String {
    switch reason {
    case .notRecovered: "the store has not been read yet"
    case .blank: "no store is found here, and blank counts as lost"
    case .otherFormat: "the store has another format or size"
    case .lossDetected: "marks may be lost"
    case .mediumFailed, .uncertain: "the medium failed"
    case .full: "the journal is full of live marks"
    case .outOfRange: "a time cannot be recorded"
    }
  }
}

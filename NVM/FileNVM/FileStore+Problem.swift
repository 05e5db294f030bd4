// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

extension FileStore {
  /// Why the store refuses everything; nil if it is ready.
  public var problem: FileStoreError? {
    if store.isReady { return nil }
    if let version = found?.otherVersion {
      return .otherVersion(
        path: path, expected: ControlRecord.version, found: version)
    }
    if let byteCount = try? file.byteCount(), byteCount < plan.byteCount {
      // Without a control record nobody knows how long it was.
      guard found != nil else { return unreadable }
      return .tooSmall(
        path: path, expectedByteCount: plan.byteCount,
        foundByteCount: byteCount)
    }
    switch store.outcome {
    case .ready: return nil
    case .notRecovered: return .journal(path: path, reason: .notRecovered)
    case .blank: return .journal(path: path, reason: .blank)
    case .otherFormat: return otherFormat
    case .capacityExceeded:
      return .overfull(path: path, entryCapacity: plan.entryCapacity)
    case .lossDetected:
      let report = store.journal.report
      return .lost(
        path: path, causes: report.loss,
        failedReadCount: report.failedReadCount)
    case .mediumFailed: return transferError(.mediumFailed)
    }
  }

  /// A word for the state: that of the recovery, where it was tried.
  var state: String {
    switch problem {
    case .otherVersion: "otherFormat"
    case .tooSmall: "truncated"
    case .journal(_, .blank): "blank"
    case .transferFailed: "mediumFailed"
    default: "\(store.outcome)"
    }
  }

  private var unreadable: FileStoreError {
    file.lastError ?? .journal(path: path, reason: .blank)
  }

  /// What the system said of the store or its anchor; else what the journal
  /// said.
  func transferError(_ reason: JournalError) -> FileStoreError {
    file.lastError ?? anchorFile?.lastError
      ?? .journal(path: path, reason: reason)
  }

  private var otherFormat: FileStoreError {
    guard let found else { return .journal(path: path, reason: .otherFormat) }
    let expected = plan.layout.slotByteCount
    if found.peek.slotByteCount != expected {
      return .otherGeometry(
        path: path, expectedSlotByteCount: expected,
        foundSlotByteCount: found.peek.slotByteCount)
    }
    return found.isSwapped
      ? .copiesSwapped(path: path)
      : .journal(path: path, reason: .otherFormat)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ScrapJournal
import ScrapReplay

extension FileStoreError {
  /// The end of every remedy that gives marks up.
  private static let reset =
    "reset the store: store reset --issued-after, with the present time and "
    + "the clock skew added."
  private static let onlyReset =
    "An older image would accept used tokens again; " + reset

  /// What to do, in one sentence for people.
  public var remedy: String {
    switch self {
    case .systemFailed: "Set this right, then try again."
    case .notFound: "Name the store's file, or make one with store create."
    case .notFile: "Name a file or a block device."
    case .alreadyExists: "Name another file, or use the store that is there."
    case .locked: "Wait until the other process has ended, then try again."
    case .readOnly: "Permit it to this user, then try again."
    case .diskFull: "Make room, then try again."
    case .tooSmall: Self.onlyReset
    case .otherVersion:
      "Use the program that wrote it; this one leaves it as it is."
    case .otherGeometry:
      "Use it on the medium it was made for; if it is not to be had, "
        + Self.reset
    case .copiesSwapped:
      "Put its halves in their order; if that does not help, " + Self.reset
    case .lost(_, let causes, let failedReadCount):
      Self.remedy(causes, failedReadCount: failedReadCount)
    case .overfull:
      "Let a request be verified at the present time, so that expired marks "
        + "go; if too many are live, " + Self.reset
    case .transferFailed: Self.retry
    case .journal(_, let reason): Self.remedy(reason)
    case .anchorNotFound, .anchorTaken, .anchorIsStore, .notAnchor:
      anchorRemedy
    }
  }

  private static let retry =
    "Try again before resetting; if it fails for good, " + reset

  private var anchorRemedy: String {
    switch self {
    case .anchorNotFound:
      "Name the store's own anchor; if it is gone, " + Self.reset
    case .anchorIsStore: "Name a file of its own, on another device."
    case .notAnchor:
      "Name the store's own anchor; nothing was written to this file."
    default:
      "Put its store back; if it is gone, make one with store create "
        + "--issued-after, with the present time and the clock skew added."
    }
  }

  /// First what costs no marks. Putting an older image back is never advised
  /// where no anchor would see it.
  private static func remedy(
    _ causes: LossCauses, failedReadCount: UInt64
  ) -> String {
    if failedReadCount > 0 { return retry }
    if causes.contains(.anchorForeign) {
      return "Name the store's own anchor; if it is gone, " + reset
    }
    // With other causes beside it, no image that the anchor agrees to may do.
    if causes == .anchorAhead {
      return "Put the newest image back; if there is none, " + reset
    }
    return onlyReset
  }

  private static func remedy(_ reason: JournalError) -> String {
    switch reason {
    case .mediumFailed, .uncertain: retry
    case .full: "Wait until marks expire."
    case .outOfRange: "Give the present time."
    case .notRecovered, .blank, .otherFormat, .lossDetected: onlyReset
    }
  }
}

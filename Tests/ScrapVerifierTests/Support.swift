// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier
import TestSupport

/// The usual time.
let now = Satellite.now

extension Reason {
  /// All reasons, by their numbers.
  static let all = (0...UInt16.max).compactMap { Reason(rawValue: $0) }

  /// The name as a string.
  var text: String { name.description }
}

/// The reason with this name.
func reason(named name: String) -> Reason? {
  Reason.all.first { $0.text == name }
}

/// An interval of trusted time.
func interval(_ lo: UInt64, _ hi: UInt64) -> TrustedTime {
  guard let time = TrustedTime(loSeconds: lo, hiSeconds: hi) else {
    preconditionFailure("an interval is ordered")
  }
  return time
}

/// A draft, changed.
func draft(
  depth: Int = 0, id: UInt64 = 1, _ change: (inout Draft) -> Void = { _ in }
) -> Draft {
  var draft = Draft(depth: depth, id: id)
  change(&draft)
  return draft
}

/// The verdict of a new satellite on a draft's message.
func verdict(
  _ draft: Draft, at seconds: UInt64 = now,
  profile: ProfileRecord = ProfileRecord()
) -> Verdict {
  Satellite(profile: profile).verdict(message: draft.message, at: seconds)
}

/// The verdict of a new satellite on a draft's message, in an interval.
func verdict(
  _ draft: Draft, within time: TrustedTime,
  profile: ProfileRecord = ProfileRecord()
) -> Verdict {
  Satellite(profile: profile).verdict(message: draft.message, now: time)
}

extension Satellite {
  /// The verdict on a draft's message.
  func verdict(
    _ draft: Draft, at seconds: UInt64 = Satellite.now, peer: TestKey? = nil
  ) -> Verdict {
    verdict(message: draft.message, at: seconds, peer: peer)
  }
}

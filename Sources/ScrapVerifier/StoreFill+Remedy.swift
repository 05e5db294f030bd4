// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

extension StoreFill.Cause {
  /// The cause's name, in lower case with underscores.
  public var name: StaticString {
    switch self {
    case .entries: "entries"
    case .directShare: "direct_share"
    case .rootSubject: "root_subject"
    case .journal: "journal"
    }
  }

  /// What can be done about it, in one sentence.
  public var remedy: StaticString {
    switch self {
    case .entries:
      "Wait until used tokens expire, or give the store more entries."
    case .directShare:
      "Wait until used tokens expire, or present a token that is not delegated; the last entries are kept for those."
    case .rootSubject:
      "Wait until tokens of this root subject expire, or raise replay_root_subject_percent in the profile."
    case .journal:
      "Wait until the oldest marks expire, or give the store a larger ring."
    }
  }
}

extension Refusal {
  /// What the operator or commander can do about it, in one sentence: for a
  /// full store by what is full, else by the reason.
  public var remedy: StaticString { fill?.cause.remedy ?? reason.remedy }
}

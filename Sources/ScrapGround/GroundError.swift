// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// Why the ground could not do what was asked.
public enum GroundError: Error, Equatable, Sendable {
  /// A value is not what it must be; `place` names the member, record or
  /// file.
  case wrongValue(place: String, expected: String, found: String)
  /// A file cannot be read or written; `cause` is the system's own word.
  case file(path: String, cause: String)
  /// The result is one that no satellite would accept at any time: `what`
  /// would be refused.
  case wouldBeRefused(what: String, Refusal)
  /// The kernel gave no randomness.
  case noEntropy
  /// The signature did not verify against its own key: a fault of this
  /// computer.
  case signingFault
}

extension GroundError: CustomStringConvertible {
  /// The error in one sentence for people.
  public var description: String {
    switch self {
    case .wrongValue(let place, let expected, let found):
      "\(place): expected \(expected), found \(found)"
    case .file(let path, let cause):
      "\(path): \(cause)"
    case .wouldBeRefused(let what, let refusal):
      "\(what) would be refused: \(refusal.sentence). "
        + "\(refusal.remedy)"
    case .noEntropy:
      "the kernel gave no randomness"
    case .signingFault:
      "the signature did not verify against its own key"
    }
  }
}

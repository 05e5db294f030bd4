// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import ScrapVerifier

/// The satellite as it stood when a request came in.
struct LifeSight {
  /// What it was told of the time.
  var shown: TrustedTime?
  var outcome: RecoveryOutcome
  var floors: Floors
  var entryCount: Int
  var operationCount: Int
  var isReady: Bool { outcome == .ready }
  /// Which filling of memory this is.
  var recoveryCount: Int
  /// The newest version of each kind of command.
  var versions: [UInt64]
  /// Whether the list of issuers is known.
  var areIssuersKnown: Bool

  /// The version of the list of issuers.
  var listVersion: UInt64 {
    versions[Int(OperatorMessageKind.issuerList.rawValue)]
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a sentence is, and the time that it tells or why it tells none.
enum NMEAContent: Equatable {
  /// RMC: the recommended minimum.
  case minimum(Result<NMEAInstant, NMEAProblem>)
  /// ZDA: time and date.
  case date(Result<NMEAInstant, NMEAProblem>)
  /// Something else.
  case other
}

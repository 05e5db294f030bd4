// SPDX-License-Identifier: Apache-2.0

import ScrapGround
import ScrapTarget

/// A command that the operator has sent, and what he knows of it.
struct SentCommand {
  let name: String
  /// What it commands, as in JSON output.
  let kind: String
  /// What was sent.
  let bytes: [UInt8]
  /// What the target made of it each time that it came; nil for taken.
  var verdicts: [OperatorRefusal.Reason?] = []
  /// The answer to a status request.
  var status: SatelliteStatus?
  /// How often it was taken as the ground sent it: so many answers are due.
  var dueCount = 0
  /// How many answers a link has lost, or the end came before.
  var lostCount = 0
  /// Whether an answer to it has verified.
  var isAnswered = false
}

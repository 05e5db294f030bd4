// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

/// The first image of a control record that was met in a file.
struct FoundControl {
  var peek: ControlPeek
  /// It is an image of copy B in the place of copy A, or the other way round.
  var isSwapped: Bool

  /// Its version, if this program does not know it.
  var otherVersion: UInt16? {
    peek.version == ControlRecord.version ? nil : peek.version
  }
}

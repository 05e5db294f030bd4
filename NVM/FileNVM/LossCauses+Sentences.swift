// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

extension LossCauses {
  /// What is lost, for people; a clause for each cause.
  public var sentences: [String] {
    let all: [(LossCauses, String)] = [
      (.foreignCopy, "the copies are of two stores"),
      (.controlRecord, "the newest control record is gone"),
      (.ringAhead, "the ring knows more than the control record"),
      (.segmentHeader, "a segment's header is gone from both copies"),
      (.records, "records are gone from both copies"),
      (
        .anchorAhead,
        "the anchor knows newer ones: an older image was put back, or the "
          + "newest records are gone"
      ),
      (.anchorForeign, "the anchor is blank or of another store"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}

// SPDX-License-Identifier: Apache-2.0

extension Campaign {
  /// Every campaign, in the order of tables.
  public static let all: [Campaign] =
    [
      everyCut, everyCutWeakBoots, everyCutWeakReads, tornErase, cutHistories,
      cutHistoriesAnchored,
      weakBoots, weakReads, reordered, smallWorlds, smallWorldPairs,
      thousandCuts, restartStorm, lostWrites,
      misdirectedWrites, staleReads, misdirectedReads, flipsInOneCopy,
      flipsInBothCopies, flipsOfARecord, blankInOneCopy, blankSegment,
      blankMedium, blankBoot, blankControlSector, oldCopy, oldImage,
      oldImageAnchored,
      lyingSync, lyingSyncAnchored, lyingSyncOfOneCopy, full, lives,
    ] + deadSectors + driverErrors
}

// SPDX-License-Identifier: Apache-2.0

import Boot
import CM4Drivers
import ScrapBoard
import ScrapJournal
import ScrapReplay
import ScrapTarget
import ScrapVerifier

/// The journal on the card; there is no third device for an anchor.
typealias CardJournal = Journal<CardRegion, NoAnchor>
/// The store of used tokens.
typealias CardStore = ReplayStore<CardJournal>
/// One task, so that no lock is needed.
typealias CardVerifier = Verifier<CardJournal, SingleTask>
/// Everything that decides.
typealias CardTarget = TimedTarget<
  CardJournal, SingleTask, BoardEntropy, FixedPlan
>

/// Where `boot.S` goes once there are stack and memory. Names what is wired to
/// what; decides nothing.
@c(scrap_cm4_main)
public func start() {
  var sender = Sender(line: SerialLine())
  var board = Board()
  let watchdog: Watchdog?
  if let target = board.makeTarget() {
    watchdog = board.armWatchdog()
    board.report(to: &sender)
    var service = Service(
      sender: sender, handler: TargetHandler(target, board: board),
      flags: board.flags, watchdog: watchdog)
    service.run()
  } else {
    watchdog = board.armWatchdog()
    board.report(to: &sender)
    var service = Service(
      sender: sender, handler: RefusingHandler(board), flags: board.flags,
      watchdog: watchdog)
    service.run()
  }
}

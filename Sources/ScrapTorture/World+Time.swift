// SPDX-License-Identifier: Apache-2.0

import ScrapReplay
import SimulatedNVM

/// Acts besides marks: the time is kept, an operator's message is taken.
extension World {
  /// Keeps the time and judges what became of it.
  func keepTime() {
    guard !isOver else { return }
    switch rig.keepTime(nowSeconds: nowSeconds) {
    case .current:
      let mark = rig.floors.timeMarkSeconds
      if mark + Rig.timeMarkIntervalSeconds <= nowSeconds {
        fail(.dead, "the time mark \(mark) is not raised at \(nowSeconds)")
      }
    case .written where rig.outcome == .ready:
      oracle.rely(
        on: Floors(
          expiresAtSeconds: nowSeconds, timeMarkSeconds: nowSeconds))
      judgeFloors()
    case .written: break
    case .failed(let error):
      if !rig.medium.isOff { refuse("keeping the time: \(error)") }
    }
  }

  /// Takes a message with a version above all before, then one with the newest
  /// that was taken, which is old.
  func takeMessage() {
    guard !isOver else { return }
    let kind = chance.below(oracle.messageVersions.count)
    let version =
      oracle.presentedVersions[kind] + 1 + UInt64(chance.below(3))
    take(version, ofKind: kind)
    let newest = oracle.messageVersions[kind]
    guard newest > 0, !isOver, !rig.medium.isOff else { return }
    if rig.takeMessageVersion(newest, ofKind: kind) == .taken {
      fail(.floor, "message version \(newest) of kind \(kind) taken twice")
    }
  }

  private func take(_ version: UInt64, ofKind kind: Int) {
    oracle.present(version: version, ofKind: kind)
    switch rig.takeMessageVersion(version, ofKind: kind) {
    case .taken:
      oracle.take(version: version, ofKind: kind)
      judgeFloors()
    case .old: fail(.unfounded, "message version \(version) is old")
    case .failed(let error):
      if !rig.medium.isOff { refuse("taking a message: \(error)") }
    }
  }
}

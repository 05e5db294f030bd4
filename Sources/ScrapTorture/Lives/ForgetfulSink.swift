// SPDX-License-Identifier: Apache-2.0

import ScrapReplay

/// Hands on every mark but the first that has not expired.
struct ForgetfulSink<Sink: RecordSink & ~Copyable>: RecordSink, ~Copyable {
  private let sink: UnsafeMutablePointer<Sink>
  private var liveFromSeconds: UInt64 = 0
  private var hasForgotten = false

  /// - Parameter sink: stays the caller's, and outlives this value.
  init(_ sink: UnsafeMutablePointer<Sink>) { self.sink = sink }

  mutating func begin(floors: Floors, ledgerHorizonSeconds: UInt64) {
    liveFromSeconds = floors.timeMarkSeconds
    sink.pointee.begin(
      floors: floors, ledgerHorizonSeconds: ledgerHorizonSeconds)
  }

  mutating func take(_ mark: RecoveredMark) {
    if !hasForgotten, UInt64(mark.expiresAtSeconds) >= liveFromSeconds {
      hasForgotten = true
      return
    }
    sink.pointee.take(mark)
  }
}

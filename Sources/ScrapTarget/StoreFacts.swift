// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapIntegers
import ScrapReplay
import ScrapVerifier
import ScrapWire

/// What a status tells of the store.
struct StoreFacts {
  var outcome = RecoveryOutcome.notRecovered
  var statistics = StoreStatistics()
  var floors = Floors()
  var switches = IssuerSwitches.unknown
  /// The profile's issuers that are in force, a bit for each.
  var enabledPlaces: UInt8 = 0
  /// By kind of message.
  var versions = InlineArray<5, UInt64>(repeating: 0)
}

/// Records of an OperatorStatus; their layout is the schema's.
extension ByteWriter {
  @_lifetime(self: copy self)
  mutating func append(store facts: StoreFacts) throws(WriteError) {
    try beginRecord(4, byteCount: OperatorStatusSchema.storeByteCount)
    try append(facts.outcome.rawValue)
    try append(word: facts.statistics.entryCount)
    try append(word: facts.statistics.entryCapacity)
    try append(word: facts.statistics.revokedCount)
    try append(word: facts.statistics.earliestExpirySeconds ?? 0)
  }

  @_lifetime(self: copy self)
  mutating func append(clock decision: ClockDecision?) throws(WriteError) {
    let time = decision?.trustedTime
    try beginRecord(6, byteCount: OperatorStatusSchema.clockByteCount)
    try append(time == nil ? 0 : 1)
    let reason = decision?.reason ?? .noWitness
    try append(reason.rawValue)
    try append(integer: time?.loSeconds ?? 0, byteCount: 8)
    try append(integer: time?.hiSeconds ?? 0, byteCount: 8)
  }

  @_lifetime(self: copy self)
  mutating func append(control facts: StoreFacts) throws(WriteError) {
    try beginRecord(8, byteCount: OperatorStatusSchema.floorsByteCount)
    try append(integer: facts.floors.expiresAtSeconds, byteCount: 8)
    try append(integer: facts.floors.issuedAtSeconds, byteCount: 8)
    try append(integer: facts.floors.timeMarkSeconds, byteCount: 8)
    try beginRecord(10, byteCount: 8 * OperatorStatusSchema.versionCount)
    for kind in 0..<OperatorStatusSchema.versionCount {
      try append(integer: facts.versions[kind], byteCount: 8)
    }
    try beginRecord(12, byteCount: 2)
    try append(facts.switches.areKnown ? 1 : 0)
    try append(facts.enabledPlaces)
  }

  @_lifetime(self: copy self)
  mutating func append(counters: TargetCounters) throws(WriteError) {
    try beginRecord(14, byteCount: 4 * OperatorStatusSchema.counterCount)
    for index in 0..<OperatorStatusSchema.counterCount {
      try append(word: counters[index])
    }
  }

  @_lifetime(self: copy self)
  private mutating func beginRecord(
    _ type: UInt64, byteCount: Int
  ) throws(WriteError) {
    try append(bigSize: type)
    try append(bigSize: UInt64(byteCount))
  }

  @_lifetime(self: copy self)
  private mutating func append(word: UInt32) throws(WriteError) {
    try append(integer: UInt64(word), byteCount: 4)
  }
}

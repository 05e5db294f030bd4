// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

/// What an operation leaves behind.
extension MemoryMedium {
  /// Sets `pending` to what the operation would leave at `range`.
  func prepare(_ operation: PendingOperation, at range: Range<Int>) {
    if pending.count < range.count {
      pending = Array(repeating: 0xff, count: range.count)
    }
    guard operation.kind == .program else {
      return Self.fill(0..<range.count, of: &pending)
    }
    let source = operation.source
    var bitCount = 0
    bytes.withUnsafeBytes { bytes in
      pending.withUnsafeMutableBytes { pending in
        for index in 0..<range.count {
          let old = bytes[range.lowerBound + index]
          let new = replaces ? source[index] : source[index] & old
          pending[index] = new
          bitCount &+= (old ^ new).nonzeroBitCount
        }
      }
    }
    counters.programmedBitCount += bitCount
  }

  /// Puts all of `pending` in its place.
  func put(_ range: Range<Int>) { put(range, part: 0..<range.count) }

  private func put(_ range: Range<Int>, part: Range<Int>) {
    guard !part.isEmpty else { return }
    bytes.withUnsafeMutableBytes { bytes in
      pending.withUnsafeBytes { pending in
        UnsafeMutableRawBufferPointer(
          rebasing: bytes[range.lowerBound + part.lowerBound..<range.upperBound]
        ).copyMemory(from: UnsafeRawBufferPointer(rebasing: pending[part]))
      }
    }
  }

  /// Does as much of an operation as the extent says.
  ///
  /// - Precondition: `pending` was prepared.
  func carryOut(_ extent: Fault.Extent, _ operation: PendingOperation) {
    let range = operation.range
    let unit = Int(geometry.programByteCount)
    switch extent {
    case .nothing: return
    case .all: put(range)
    case .bytes(let count):
      let end = min(max(count, 0), range.count)
      put(range, part: 0..<end)
      if end < range.count {
        // Some bits of the byte, always the same ones.
        let place = range.lowerBound + end
        bytes[place] = bytes[place] & 0x5a | pending[end] & ~0x5a
      }
    case .units(let byte, let sixteenths):
      let start = min(max(byte, 0), range.count - 1) / unit * unit
      put(range, part: 0..<start)
      mix(range, part: start..<start + unit, sixteenths: sixteenths)
    case .anyUnits(let sixteenths):
      for start in stride(from: 0, to: range.count, by: unit)
      where chance.below(16) < sixteenths {
        put(range, part: start..<start + unit)
      }
    case .bits(let sixteenths):
      mix(range, part: 0..<range.count, sixteenths: sixteenths)
    case .elsewhere(let place):
      misdirect(operation, to: place)
    }
  }

  /// Gives each bit of a part its new value with `sixteenths` chances of 16.
  private func mix(_ range: Range<Int>, part: Range<Int>, sixteenths: Int) {
    var chance = chance
    bytes.withUnsafeMutableBytes { bytes in
      pending.withUnsafeBytes { pending in
        var index = part.lowerBound
        while index < part.upperBound {
          var mask = chance.bits(sixteenths: sixteenths)
          for _ in 0..<min(8, part.upperBound - index) {
            let bits = UInt8(truncatingIfNeeded: mask)
            let place = range.lowerBound + index
            bytes[place] = bytes[place] & ~bits | pending[index] & bits
            mask &>>= 8
            index += 1
          }
        }
      }
    }
    self.chance = chance
  }

  private func misdirect(_ operation: PendingOperation, to place: Int) {
    let step = Int(
      operation.kind == .erase
        ? geometry.eraseByteCount : geometry.programByteCount)
    let count = operation.range.count
    let start = min(max(place, 0), bytes.count - count) / step * step
    let range = start..<start + count
    prepare(operation, at: range)
    put(range)
    setTouched(range, operation.kind == .program)
    hasLied = true
    counters.count(.misdirectedWrite)
  }

  func setTouched(_ range: Range<Int>, _ value: Bool) {
    let unit = Int(geometry.programByteCount)
    isTouched.withUnsafeMutableBytes { isTouched in
      _ = UnsafeMutableRawBufferPointer(
        rebasing: isTouched[
          range.lowerBound / unit..<range.upperBound / unit]
      ).initializeMemory(as: Bool.self, repeating: value)
    }
  }

  /// Power fails: what was in the cache is kept in part.
  func loseCache() {
    guard var cache else { return }
    let unit = Int(geometry.programByteCount)
    let ranges = cache.lose(unit: unit, into: &bytes, by: &chance)
    self.cache = cache
    for range in ranges {
      counters.count(.cacheLoss)
      for start in stride(
        from: range.lowerBound, to: range.upperBound, by: unit)
      where bytes[start..<start + unit].contains(where: { $0 != 0xff }) {
        isTouched[start / unit] = true
      }
    }
  }
}

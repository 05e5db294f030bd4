// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

extension MemoryMedium {
  func read(
    at offset: Int, into target: inout MutableRawSpan
  ) throws(NVMError) {
    guard !isOff else { throw .failed }
    let number = counters.readCount
    let range = offset..<offset + target.byteCount
    if isCallFailing(.read) {
      counters.readCount += 1
      counters.count(.driverError)
      throw .failed
    }
    counters.readCount += 1
    counters.readByteCount += range.count
    if !defects.isEmpty,
      defects[offset / Int(geometry.eraseByteCount)] == .readError
    {
      counters.count(.falseRead)
      throw .failed
    }
    if let fault = readFault(number, range) {
      hasLied = true
      counters.count(.falseRead)
      return try show(range, fault, into: &target)
    }
    show(range, of: bytes, into: &target)
    if weakness == .eachRead, !weakRanges.isEmpty {
      drawWeakRanges(in: range, into: &target)
    }
  }

  func isCallFailing(_ kind: CallFailure.Kinds) -> Bool {
    guard let failure = callFailure else { return false }
    return failure.calls.contains(callCount) && failure.kinds.contains(kind)
  }

  private func readFault(_ number: Int, _ range: Range<Int>) -> ReadFault? {
    if !readFaults.isEmpty, let fault = readFaults[number] { return fault }
    guard !veils.isEmpty else { return nil }
    return veils.first { $0.range.overlaps(range) }?.fault
  }

  private func show(
    _ range: Range<Int>, _ fault: ReadFault, into target: inout MutableRawSpan
  ) throws(NVMError) {
    switch fault {
    case .error: throw .failed
    case .blank:
      target.withUnsafeMutableBytes { target in
        _ = target.initializeMemory(as: UInt8.self, repeating: 0xff)
      }
    case .stale:
      show(
        range, of: staleBytes.isEmpty ? bytes : staleBytes, into: &target)
    case .elsewhere(let place):
      let start = min(max(place, 0), bytes.count - range.count)
      show(start..<start + range.count, of: bytes, into: &target)
    }
  }

  private func show(
    _ range: Range<Int>, of bytes: [UInt8], into target: inout MutableRawSpan
  ) {
    target.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { bytes in
        target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: bytes[range]))
      }
    }
  }

  private func drawWeakRanges(
    in range: Range<Int>, into target: inout MutableRawSpan
  ) {
    for weak in weakRanges where weak.range.overlaps(range) {
      let part = weak.range.clamped(to: range)
      target.withUnsafeMutableBytes { target in
        let start = part.lowerBound - range.lowerBound
        weak.draw(
          part,
          into: UnsafeMutableRawBufferPointer(
            rebasing: target[start..<start + part.count]),
          by: &chance)
      }
      counters.count(.weakDraw)
    }
  }
}

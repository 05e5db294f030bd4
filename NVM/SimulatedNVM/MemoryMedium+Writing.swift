// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

extension MemoryMedium {
  func program(
    _ source: RawSpan, at offset: Int, region: Int
  ) throws(NVMError) {
    let result = source.withUnsafeBytes { source in
      run(
        PendingOperation(
          kind: .program, range: offset..<offset + source.count,
          region: region, source: source))
    }
    if !result { throw .failed }
  }

  func erase(_ range: Range<Int>, region: Int) throws(NVMError) {
    let operation = PendingOperation(
      kind: .erase, range: range, region: region,
      source: UnsafeRawBufferPointer(start: nil, count: 0))
    if !run(operation) { throw .failed }
  }

  func sync(region: Int) throws(NVMError) {
    let operation = PendingOperation(
      kind: .sync, range: 0..<0, region: region,
      source: UnsafeRawBufferPointer(start: nil, count: 0))
    if !run(operation) { throw .failed }
  }

  /// Does an operation of another medium, of which this one is a copy, and
  /// loses power within it.
  public func cut(
    during operation: PendingOperation, _ extent: Fault.Extent
  ) {
    _ = finish(operation, Fault(extent, .powerFailure))
  }

  /// One operation, with what is due at it; false for an error.
  private func run(_ operation: PendingOperation) -> Bool {
    guard !isOff else { return false }
    if operation.kind == .program { requireErased(operation.range) }
    onOperation?(operation)
    count(operation)
    let fault = dueFault(at: operation)
    operationCount += 1
    return finish(operation, fault)
  }

  private func finish(_ operation: PendingOperation, _ fault: Fault?) -> Bool {
    let range = operation.range
    if operation.kind == .sync {
      return finishSync(operation, fault)
    }
    prepare(operation, at: range)
    if let fault {
      let isWhole = fault.extent == .all
      if weakness != .steady, !isWhole {
        weakRanges.append(
          WeakRange(
            range: range, old: Array(bytes[range]),
            new: Array(pending[0..<range.count])))
      }
      carryOut(fault.extent, operation)
      setTouched(range, operation.kind == .program || fault.report != .success)
    } else {
      if operation.kind == .erase, !weakRanges.isEmpty {
        weakRanges.removeAll { range.contains($0.range.lowerBound) }
      }
      put(range)
      setTouched(range, operation.kind == .program)
    }
    cache?.take(range, region: operation.region, of: bytes)
    return report(fault, of: operation)
  }

  private func finishSync(
    _ operation: PendingOperation, _ fault: Fault?
  ) -> Bool {
    guard let fault else {
      cache?.flush(operation.region)
      // What was acknowledged may be gone, and its place erased.
      if cache?.lyingRegions.contains(operation.region) == true {
        hasLied = true
      }
      return true
    }
    if fault.extent == .all { cache?.flush(operation.region) }
    return report(fault, of: operation)
  }

  private func report(_ fault: Fault?, of operation: PendingOperation) -> Bool {
    guard let fault else { return true }
    switch fault.report {
    case .powerFailure:
      isOff = true
      counters.count(.powerCut)
      loseCache()
      return false
    case .error:
      counters.count(.driverError)
      return false
    case .success:
      if fault.extent != .all { counters.count(.lostWrite) }
      return true
    }
  }

  /// Traps unless the range was erased since it was programmed, as far as the
  /// user could know.
  private func requireErased(_ range: Range<Int>) {
    guard !hasLied else { return }
    let unit = Int(geometry.programByteCount)
    let isErased = isTouched.withUnsafeBytes { isTouched in
      !isTouched[range.lowerBound / unit..<range.upperBound / unit]
        .contains(1)
    }
    precondition(isErased, "only erased bytes")
  }

  private func count(_ operation: PendingOperation) {
    switch operation.kind {
    case .program:
      counters.programCount += 1
      counters.programmedByteCount += operation.range.count
    case .erase:
      counters.eraseCounts[
        operation.range.lowerBound / Int(geometry.eraseByteCount)] += 1
    case .sync: counters.syncCount += 1
    }
  }

  private func dueFault(at operation: PendingOperation) -> Fault? {
    if !faults.isEmpty, let fault = faults[operationCount] { return fault }
    if !defects.isEmpty, let fault = defect(at: operation) { return fault }
    switch operation.kind {
    case .program:
      if let failure = callFailure, isCallFailing(.program) {
        return Fault(failure.extent, .error)
      }
      return programFault
    case .erase:
      guard let failure = callFailure, isCallFailing(.erase) else { return nil }
      return Fault(failure.extent, .error)
    case .sync:
      guard let failure = callFailure, isCallFailing(.sync) else { return nil }
      return Fault(failure.extent, .error)
    }
  }

  private func defect(at operation: PendingOperation) -> Fault? {
    let sector = operation.range.lowerBound / Int(geometry.eraseByteCount)
    guard operation.kind != .sync, let defect = defects[sector] else {
      return nil
    }
    switch (defect, operation.kind) {
    case (.eraseError, .erase): return Fault(.nothing, .error)
    case (.eraseNothing, .erase): return Fault(.nothing, .success)
    case (.eraseWeak, .erase): return Fault(.bits(sixteenths: 15), .success)
    case (.programError, .program):
      return Fault(.anyUnits(sixteenths: 8), .error)
    case (.programNothing, .program): return Fault(.nothing, .success)
    default: return nil
    }
  }
}

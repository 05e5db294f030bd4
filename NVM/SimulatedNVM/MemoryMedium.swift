// SPDX-License-Identifier: Apache-2.0

import ScrapJournal

/// Non-volatile memory in working memory, that holds its users to the contract
/// of `NVMRegion` and loses power on demand.
///
/// Breaking the contract (alignment, bounds, programming what is not erased)
/// traps: it is a programmer's error. Not for use from several threads.
public final class MemoryMedium {
  /// What the medium does at an operation.
  public enum Fault: Equatable, Sendable {
    /// Power fails within the operation: the first bytes of its range are
    /// changed, the next byte is torn, the rest is not; a negative count
    /// changes nothing. Nothing works until `restorePower`.
    case cut(afterByteCount: Int)
    /// As a cut, but the device only reports an error and works on.
    case error(afterByteCount: Int)
    /// As an error, but the device says that all went well.
    case silent(afterByteCount: Int)
  }

  /// The sizes of each region.
  public let geometry: NVMGeometry
  /// Everything on the medium, region after region.
  public var bytes: [UInt8]
  /// Programs, erases and syncs so far.
  public private(set) var operationCount = 0
  /// Reads so far.
  public private(set) var readCount = 0
  /// Faults by number of operation, counted from 0.
  public var faults: [Int: Fault] = [:]
  /// What every program meets that has no fault of its own.
  public var programFault: Fault?
  /// Whether power is off since a cut.
  public private(set) var isOff = false

  /// With a seed, what was torn reads otherwise after each `restorePower`: as
  /// before, as asked, a part, or a mixture of bits.
  public var weakSeed: UInt64?
  /// Bytes that a program has touched since they were erased, whatever they
  /// read.
  private var isTouched: [Bool]
  private var tears: [Tear] = []

  /// Makes a medium as an erase leaves it.
  public init(geometry: NVMGeometry, regionCount: Int = 2) {
    self.geometry = geometry
    bytes = Array(
      repeating: 0xff, count: Int(geometry.byteCount) * regionCount)
    isTouched = Array(repeating: false, count: bytes.count)
  }

  /// Puts another image on the medium, in a sound state.
  public func restore(_ image: [UInt8]) {
    precondition(image.count == bytes.count, "an image of this medium")
    bytes = image
    isTouched = image.map { $0 != 0xff }
    tears = []
  }

  /// Power is back.
  public func restorePower() {
    isOff = false
    guard let seed = weakSeed else { return }
    weakSeed = seed &+ 1
    var chance = Chance(state: seed)
    for tear in tears { tear.draw(into: &bytes, by: &chance) }
  }

  /// One of the medium's regions.
  public func region(_ index: Int) -> MemoryRegion {
    MemoryRegion(medium: self, start: index * Int(geometry.byteCount))
  }

  func read(
    at offset: Int, into target: inout MutableRawSpan
  ) throws(NVMError) {
    guard !isOff else { throw .failed }
    readCount += 1
    let byteCount = target.byteCount
    target.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { bytes in
        target.copyMemory(
          from: UnsafeRawBufferPointer(
            rebasing: bytes[offset..<offset + byteCount]))
      }
    }
  }

  func program(_ source: RawSpan, at offset: Int) throws(NVMError) {
    for index in 0..<source.byteCount {
      precondition(!isTouched[offset + index], "only erased bytes")
      isTouched[offset + index] = true
    }
    if let programFault, faults[operationCount] == nil {
      faults[operationCount] = programFault
    }
    try change(offset..<offset + source.byteCount) { index, torn in
      let byte = source.unsafeLoad(
        fromByteOffset: index - offset, as: UInt8.self)
      return torn ? byte | 0x5a : byte
    }
  }

  func erase(_ range: Range<Int>) throws(NVMError) {
    if !isOff {
      for index in range { isTouched[index] = false }
      tears.removeAll { range.contains($0.start) }
    }
    if !isOff, faults[operationCount] == nil {
      operationCount += 1
      _ = bytes.withUnsafeMutableBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: bytes[range])
          .initializeMemory(as: UInt8.self, repeating: 0xff)
      }
      return
    }
    try change(range) { index, torn in torn ? bytes[index] | 0xa5 : 0xff }
  }

  func sync() throws(NVMError) { try change(0..<0) { _, _ in 0 } }

  /// One operation, with the fault that is due at it.
  private func change(
    _ range: Range<Int>, to value: (_ index: Int, _ torn: Bool) -> UInt8
  ) throws(NVMError) {
    guard !isOff else { throw .failed }
    let fault = faults[operationCount]
    operationCount += 1
    var end = range.upperBound
    var leavesTrace = true
    switch fault {
    case .cut(let count), .error(let count), .silent(let count):
      end = min(end, range.lowerBound + max(count, 0))
      leavesTrace = count >= 0
    case nil: break
    }
    if fault != nil, !range.isEmpty {
      tears.append(
        Tear(
          start: range.lowerBound, old: Array(bytes[range]),
          new: range.map { value($0, false) }))
    }
    for index in range.lowerBound..<end { bytes[index] = value(index, false) }
    guard let fault else { return }
    if leavesTrace, end < range.upperBound { bytes[end] = value(end, true) }
    if case .silent = fault { return }
    if case .cut = fault { isOff = true }
    throw .failed
  }
}

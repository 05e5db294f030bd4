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
    /// changed, the next byte is torn, the rest is not. Nothing works until
    /// `restorePower`.
    case cut(afterByteCount: Int)
    /// As a cut, but the device only reports an error and works on.
    case error(afterByteCount: Int)
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
  /// Whether power is off since a cut.
  public private(set) var isOff = false

  /// Makes a medium as an erase leaves it.
  public init(geometry: NVMGeometry, regionCount: Int = 2) {
    self.geometry = geometry
    bytes = Array(
      repeating: 0xff, count: Int(geometry.byteCount) * regionCount)
  }

  /// Power is back.
  public func restorePower() { isOff = false }

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
      precondition(bytes[offset + index] == 0xff, "only erased bytes")
    }
    try change(offset..<offset + source.byteCount) { index, torn in
      let byte = source.unsafeLoad(
        fromByteOffset: index - offset, as: UInt8.self)
      return torn ? byte | 0x5a : byte
    }
  }

  func erase(_ range: Range<Int>) throws(NVMError) {
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
    switch fault {
    case .cut(let count), .error(let count):
      end = min(end, range.lowerBound + count)
    case nil: break
    }
    for index in range.lowerBound..<end { bytes[index] = value(index, false) }
    guard let fault else { return }
    if end < range.upperBound { bytes[end] = value(end, true) }
    if case .cut = fault { isOff = true }
    throw .failed
  }
}

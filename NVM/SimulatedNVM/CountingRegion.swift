// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

/// A region that counts what is done to it.
public struct CountingRegion<Base: NVMRegion & ~Copyable>:
  NVMRegion, ~Copyable
{
  private var base: Base
  private let counter: WearCounter

  /// Counts what is done to `base`, and does it.
  public init(_ base: consuming Base, counter: WearCounter) {
    self.base = base
    self.counter = counter
  }

  /// That of the base.
  public var geometry: NVMGeometry { base.geometry }

  /// Counts a read.
  public func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError) {
    let byteCount = bytes.byteCount
    counter.count(at: offset) {
      $0.readCount += 1
      $0.readByteCount += byteCount
    }
    try base.read(at: offset, into: &bytes)
  }

  /// Counts a program.
  public mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError) {
    let byteCount = bytes.byteCount
    counter.count(at: offset) {
      $0.programCount += 1
      $0.programByteCount += byteCount
    }
    try base.program(bytes, at: offset)
  }

  /// Counts an erase.
  public mutating func erase(at offset: UInt64) throws(NVMError) {
    counter.count(at: offset) { $0.eraseCount += 1 }
    try base.erase(at: offset)
  }

  /// Synchronises the base; costs no cell anything.
  public mutating func sync() throws(NVMError) { try base.sync() }
}

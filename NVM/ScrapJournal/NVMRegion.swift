// SPDX-License-Identifier: Apache-2.0

/// Why a medium did not do what was asked.
public enum NVMError: UInt8, Error, Sendable, BitwiseCopyable {
  /// The device reported an error, a timeout, or less than was asked for.
  case failed
}

/// The sizes of a region of non-volatile memory.
public struct NVMGeometry: Equatable, Sendable, BitwiseCopyable {
  /// Bytes in the region.
  public var byteCount: UInt64
  /// What one program writes at least, and begins at a multiple of: 1 to 512
  /// bytes. With on-die ECC: one ECC unit, or a multiple.
  public var programByteCount: UInt32
  /// What one erase clears, and the size of a journal segment. On media that
  /// need no erase: any size that holds a segment, for example 4096.
  public var eraseByteCount: UInt32

  /// Makes a geometry.
  public init(
    byteCount: UInt64, programByteCount: UInt32, eraseByteCount: UInt32
  ) {
    self.byteCount = byteCount
    self.programByteCount = programByteCount
    self.eraseByteCount = eraseByteCount
  }
}

/// One copy of the journal on a medium: a port, written once for each kind of
/// flash, card, FRAM or file.
///
/// An erased byte reads 0xFF. The journal calls from one place at a time, keeps
/// to alignment and bounds, and programs no byte twice between two erases.
public protocol NVMRegion: ~Copyable {
  /// The sizes; they never change.
  var geometry: NVMGeometry { get }

  /// Fills `bytes` from `offset` on. Changes nothing on the medium.
  ///
  /// - Throws: `failed`; `bytes` then holds anything.
  func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError)

  /// Writes `bytes`, a multiple of the program unit, to erased memory.
  ///
  /// If power fails within the call, or it throws, each byte of the range may
  /// read as before, as asked, or as anything else, and need not read the same
  /// each time. Bytes outside the range are unchanged.
  mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError)

  /// Erases the unit that begins at `offset`: all its bytes read 0xFF. On media
  /// that need no erase this is one pass of fill.
  ///
  /// If power fails within the call, or it throws, the unit may read as
  /// anything; other units are unchanged.
  mutating func erase(at offset: UInt64) throws(NVMError)

  /// Returns when everything programmed or erased before survives a cut.
  ///
  /// If power fails within the call, or it throws, any part of what was written
  /// since the last sync may be missing. A device that keeps a volatile cache
  /// must flush it here, or the store's promise is void.
  mutating func sync() throws(NVMError)
}

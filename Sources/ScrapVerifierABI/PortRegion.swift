// SPDX-License-Identifier: Apache-2.0

import CScrapVerifier
import ScrapIntegers
import ScrapJournal

/// One copy of the store behind the caller's ports.
@safe
struct PortRegion: NVMRegion {
  /// Inside the context, which outlives this.
  private let config: UnsafePointer<scrap_verifier_config>
  private let copy: UInt32

  init(_ config: UnsafePointer<scrap_verifier_config>, copy: UInt32) {
    unsafe self.config = config
    self.copy = copy
  }

  var geometry: NVMGeometry { unsafe config.pointee.geometry }

  func read(
    at offset: UInt64, into bytes: inout MutableRawSpan
  ) throws(NVMError) {
    // The port writes as many bytes as there are.
    let isRead = unsafe bytes.withUnsafeMutableBytes { bytes -> Bool in
      guard let port = unsafe config.pointee.read else { return false }
      return unsafe port(
        config.pointee.port_context, copy, offset, bytes.baseAddress,
        UInt32(truncatingIfNeeded: bytes.count)) == 0
    }
    if !isRead { throw .failed }
  }

  mutating func program(
    _ bytes: RawSpan, at offset: UInt64
  ) throws(NVMError) {
    // The port reads as many bytes as there are.
    let isWritten = unsafe bytes.withUnsafeBytes { bytes -> Bool in
      guard let port = unsafe config.pointee.program else { return false }
      return unsafe port(
        config.pointee.port_context, copy, offset, bytes.baseAddress,
        UInt32(truncatingIfNeeded: bytes.count)) == 0
    }
    if !isWritten { throw .failed }
  }

  mutating func erase(at offset: UInt64) throws(NVMError) {
    guard let port = unsafe config.pointee.erase else {
      return try fill(at: offset)
    }
    guard unsafe port(config.pointee.port_context, copy, offset) == 0 else {
      throw .failed
    }
  }

  /// What an erase leaves, for media that have none. An erase unit is a
  /// multiple of the program unit, which has 512 bytes at most.
  private mutating func fill(at offset: UInt64) throws(NVMError) {
    let blank = InlineArray<512, UInt8>(repeating: 0xff)
    let unit = unsafe config.pointee.program_byte_count
    let end = offset + UInt64(unsafe config.pointee.erase_byte_count)
    let piece = UInt64(512 / unit * unit)
    var place = offset
    while place < end {
      let count = min(piece, end - place)
      try unsafe program(
        blank.span.bytes.extracting(0..<Int(truncatingIfNeeded: count)),
        at: place)
      place += count
    }
  }

  mutating func sync() throws(NVMError) {
    guard let port = unsafe config.pointee.sync else { return }
    guard unsafe port(config.pointee.port_context, copy) == 0 else {
      throw .failed
    }
  }
}

extension scrap_verifier_config {
  var geometry: NVMGeometry {
    NVMGeometry(
      byteCount: region_byte_count, programByteCount: program_byte_count,
      eraseByteCount: erase_byte_count)
  }
}

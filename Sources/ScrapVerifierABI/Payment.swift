// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapCrypto
import ScrapIntegers
import ScrapTarget
import ScrapWire

/// See the header.
@c @implementation
public func scrap_verifier_prove(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ taskDigest: UnsafePointer<UInt8>?, _ outputHash: UnsafePointer<UInt8>?,
  _ executedAt: UInt32, _ reply: UnsafeMutablePointer<UInt8>?,
  _ replyCapacity: Int, _ replyByteCount: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let digest = unsafe Digest(atAddress: taskDigest),
    let output = unsafe Digest(atAddress: outputHash),
    let reply = unsafe reply, let replyByteCount = unsafe replyByteCount
  else { return SCRAP_ERROR_NULL.rawValue }
  unsafe replyByteCount.pointee = 0
  guard replyCapacity >= PortSpeaker.replyByteCountMax else {
    return SCRAP_ERROR_BUFFER.rawValue
  }
  return unsafe withContext(memory) { context in
    // The caller has so many bytes there.
    let buffer = unsafe UnsafeMutableBufferPointer(
      start: reply, count: PortSpeaker.replyByteCountMax)
    var writer = unsafe ByteWriter(buffer.mutableSpan)
    do throws(TargetError) {
      try unsafe context.target.pointee.target.prove(
        task: digest, outputHash: output, timestampSeconds: executedAt,
        reply: &writer)
      unsafe replyByteCount.pointee = writer.count
      return 0
    } catch { return error.status }
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_preimage(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ taskDigest: UnsafePointer<UInt8>?, _ preimage: UnsafeMutablePointer<UInt8>?
) -> Int32 {
  guard let digest = unsafe Digest(atAddress: taskDigest),
    let preimage = unsafe preimage
  else { return SCRAP_ERROR_NULL.rawValue }
  return unsafe withContext(memory) { context in
    guard
      let found = unsafe context.target.pointee.target.preimage(
        ofTask: digest)
    else { return SCRAP_ERROR_UNKNOWN_TASK.rawValue }
    // The caller has 32 bytes there.
    for index in 0..<32 { unsafe preimage[index] = found.bytes[index] }
    return 0
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_clock_challenge(
  _ memory: UnsafeMutablePointer<scrap_verifier>?,
  _ message: UnsafeMutablePointer<UInt8>?, _ capacity: Int,
  _ messageByteCount: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let message = unsafe message,
    let messageByteCount = unsafe messageByteCount
  else { return SCRAP_ERROR_NULL.rawValue }
  unsafe messageByteCount.pointee = 0
  return unsafe withContext(memory) { context in
    guard let counter = context.readClocks() else {
      return SCRAP_ERROR_CLOCK.rawValue
    }
    // The caller has so many bytes there.
    let buffer = unsafe UnsafeMutableBufferPointer(
      start: message, count: max(capacity, 0))
    var writer = unsafe ByteWriter(buffer.mutableSpan)
    do throws(TargetError) {
      try unsafe context.target.pointee.target.clockChallenge(
        counterNanoseconds: counter, into: &writer)
      unsafe messageByteCount.pointee = writer.count
      return 0
    } catch { return error.status }
  }
}

extension TargetError {
  fileprivate var status: Int32 {
    let status =
      switch self {
      case .identityMismatch: SCRAP_ERROR_CONFIG_IDENTITY
      case .replyBufferTooSmall: SCRAP_ERROR_BUFFER
      case .noEntropy: SCRAP_ERROR_ENTROPY
      case .signingFault: SCRAP_ERROR_SIGNING
      case .unknownTask: SCRAP_ERROR_UNKNOWN_TASK
      }
    return status.rawValue
  }
}

extension Digest {
  /// The caller's 32 bytes; nil if there are none.
  fileprivate init?(atAddress address: UnsafePointer<UInt8>?) {
    guard let address = unsafe address else { return nil }
    var bytes = InlineArray<32, UInt8>(repeating: 0)
    // The caller has 32 bytes there.
    for index in 0..<32 { bytes[index] = unsafe address[index] }
    self.init(bytes: bytes)
  }
}

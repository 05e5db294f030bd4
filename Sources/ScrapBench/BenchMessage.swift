// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// A whole request, as it comes over the radio.
final class BenchMessage {
  private let bytes: [UInt8]
  private let now: TrustedTime?

  init(_ bytes: [UInt8], now: TrustedTime?) {
    self.bytes = bytes
    self.now = now
  }

  /// Presents the request; traps unless it is granted, or refused as expected.
  func verify<Lock: ExclusiveAccess & ~Copyable>(
    by satellite: BenchSatellite<Lock>, expecting reason: Reason? = nil
  ) {
    let bytes = bytes
    do throws(Refusal) {
      _ = try satellite.verifier.verify(message: bytes.span, now: now)
      precondition(reason == nil, "a bad request is refused")
    } catch {
      precondition(error.reason == reason, "a request has its known verdict")
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

/// Overwrites a secret with zeros.
///
/// Not inlined, so that the stores are not seen to be useless.
@inline(never)
func wipe<Secret: BitwiseCopyable>(_ secret: inout Secret) {
  // The bytes of a plain value may all be zero.
  unsafe withUnsafeMutableBytes(of: &secret) { bytes in
    for index in bytes.indices { unsafe bytes[index] = 0 }
  }
}

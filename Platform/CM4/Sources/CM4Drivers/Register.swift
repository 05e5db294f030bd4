// SPDX-License-Identifier: Apache-2.0

import _Volatile

/// A 32-bit register of a device.
struct Register {
  private let register: VolatileMappedRegister<UInt32>

  /// - Precondition: `address` is a register's, and mapped.
  init(_ address: UInt) {
    unsafe register = VolatileMappedRegister<UInt32>(
      unsafeBitPattern: address)
  }

  var value: UInt32 {
    get { register.load() }
    nonmutating set { register.store(newValue) }
  }

  /// Whether any of these bits are set.
  func has(_ bits: UInt32) -> Bool { value & bits != 0 }
}

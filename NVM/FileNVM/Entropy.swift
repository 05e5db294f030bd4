// SPDX-License-Identifier: Apache-2.0

/// Chance from the system: `getrandom`, through the standard library, which
/// traps rather than go on without.
enum Entropy {
  static func word() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}

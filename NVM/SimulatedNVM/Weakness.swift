// SPDX-License-Identifier: Apache-2.0

extension MemoryMedium {
  /// How cells read whose program or erase was not finished.
  public enum Weakness: UInt8, Sendable {
    /// As the interruption left them.
    case steady
    /// Otherwise after each restart: as before, as asked, or a mixture.
    case eachBoot
    /// Otherwise at each read.
    case eachRead
  }
}

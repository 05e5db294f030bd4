// SPDX-License-Identifier: Apache-2.0

extension MemoryMedium {
  /// How a sector, that is an erase unit, is broken for good.
  public enum SectorDefect: UInt8, CaseIterable, Sendable {
    /// An erase changes nothing and reports an error.
    case eraseError
    /// An erase changes nothing and says that all went well.
    case eraseNothing
    /// An erase leaves some bits as they were, which read weakly, and says that
    /// all went well.
    case eraseWeak
    /// A program changes any of its units and reports an error.
    case programError
    /// A program changes nothing and says that all went well.
    case programNothing
    /// A read reports an error.
    case readError
  }
}

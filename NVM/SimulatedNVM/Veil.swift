// SPDX-License-Identifier: Apache-2.0

extension MemoryMedium {
  /// A part of the medium that reads otherwise than it is.
  public struct Veil: Equatable, Sendable {
    /// Bytes of the medium.
    public var range: Range<Int>
    /// What reads of them meet.
    public var fault: ReadFault
    /// Restarts until it is gone; nil for never.
    public var bootCount: Int?

    /// Makes a veil.
    public init(
      _ range: Range<Int>, _ fault: ReadFault, bootCount: Int? = nil
    ) {
      self.range = range
      self.fault = fault
      self.bootCount = bootCount
    }
  }
}

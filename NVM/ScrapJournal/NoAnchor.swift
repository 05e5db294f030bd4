// SPDX-License-Identifier: Apache-2.0

/// For boards that have nowhere else to remember: see `TailAnchor` for what is
/// then not promised.
public struct NoAnchor: TailAnchor {
  /// Makes none.
  public init() {}

  /// False.
  public var isPresent: Bool { false }

  /// Nothing.
  public func read() throws(NVMError) -> TailMark? { nil }

  /// Does nothing.
  public mutating func write(_ mark: TailMark) throws(NVMError) {}
}

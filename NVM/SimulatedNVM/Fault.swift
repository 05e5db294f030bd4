// SPDX-License-Identifier: Apache-2.0

extension MemoryMedium {
  /// What goes wrong at one operation: how much of it happens, and what its
  /// caller is told.
  public struct Fault: Equatable, Sendable {
    /// How much of an operation happens.
    public enum Extent: Equatable, Sendable {
      /// Nothing.
      case nothing
      /// All of it.
      case all
      /// The first bytes of the range, and some bits of the next one.
      case bytes(Int)
      /// Whole program units up to the one with this byte of the range; of
      /// that one each bit with so many chances of 16.
      case units(beforeByte: Int, sixteenths: Int)
      /// Any program units, each with so many chances of 16: a page cache that
      /// keeps no order.
      case anyUnits(sixteenths: Int)
      /// Any bits, each with so many chances of 16: cells on their way.
      case bits(sixteenths: Int)
      /// All of it, at another place: that byte of the medium, rounded down to
      /// what the operation begins at a multiple of.
      case elsewhere(Int)
    }

    /// What the caller is told.
    public enum Report: Equatable, Sendable {
      /// Nothing: power fails within the operation. Nothing works until
      /// `restorePower`.
      case powerFailure
      /// An error; the device works on.
      case error
      /// That all went well.
      case success
    }

    /// How much happens.
    public var extent: Extent
    /// What the caller is told.
    public var report: Report

    /// Makes a fault.
    public init(_ extent: Extent, _ report: Report) {
      self.extent = extent
      self.report = report
    }

    /// Power fails after so many bytes; a negative count changes nothing.
    public static func cut(afterByteCount count: Int) -> Fault {
      Fault(count < 0 ? .nothing : .bytes(count), .powerFailure)
    }

    /// The device reports an error after so many bytes; a negative count
    /// changes nothing.
    public static func error(afterByteCount count: Int) -> Fault {
      Fault(count < 0 ? .nothing : .bytes(count), .error)
    }

    /// The device stops after so many bytes and says that all went well; a
    /// negative count changes nothing.
    public static func silent(afterByteCount count: Int) -> Fault {
      Fault(count < 0 ? .nothing : .bytes(count), .success)
    }
  }
}

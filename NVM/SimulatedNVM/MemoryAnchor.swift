// SPDX-License-Identifier: Apache-2.0

public import ScrapJournal

/// An anchor in working memory: it survives what a `MemoryMedium` does not.
public struct MemoryAnchor: TailAnchor {
  /// What several values share, as they would share a device.
  public final class Cell {
    /// Whether the board has an anchor at all.
    public let isPresent: Bool
    /// What it holds; nil is blank.
    public var mark: TailMark?
    /// Whether reads and writes report an error.
    public var isFailing = false
    /// Writes that were done.
    public private(set) var writeCount = 0

    /// Makes a blank one, or none.
    public init(isPresent: Bool = true) { self.isPresent = isPresent }

    fileprivate func write(_ mark: TailMark) {
      self.mark = mark
      writeCount += 1
    }
  }

  private let cell: Cell

  /// Makes an anchor of a cell.
  public init(_ cell: Cell) { self.cell = cell }

  /// That of the cell.
  public var isPresent: Bool { cell.isPresent }

  /// What the cell holds.
  public func read() throws(NVMError) -> TailMark? {
    guard !cell.isFailing else { throw .failed }
    return cell.mark
  }

  /// Sets the cell.
  public mutating func write(_ mark: TailMark) throws(NVMError) {
    guard !cell.isFailing else { throw .failed }
    cell.write(mark)
  }
}

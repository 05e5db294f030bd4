// SPDX-License-Identifier: Apache-2.0

/// A store of used tokens over the time of a report.
public struct ReportStore: Equatable, Sendable {
  /// How many tokens it held at a moment.
  public struct Sample: Equatable, Sendable {
    /// Nanoseconds from the origin.
    public var at: UInt64
    /// Used tokens in it.
    public var entryCount: UInt32

    /// Makes a sample.
    public init(at: UInt64, entryCount: UInt32) {
      self.at = at
      self.entryCount = entryCount
    }
  }

  /// Whose it is.
  public var name: String
  /// What it lies on, "nor-16" for example.
  public var medium: String
  /// Used tokens that have room.
  public var entryCapacity: UInt32
  /// Its fill, in order; it holds from each sample to the next.
  public var samples: [Sample]
  /// Programs, both copies together; nil if nobody counted them.
  public var programCount: Int?
  /// Bytes in them; nil if nobody counted them.
  public var programByteCount: Int?
  /// Erases of the least and of the most worn sector; nil if not known.
  public var erases: ClosedRange<Int>?
  /// Erases of all sectors; nil if nobody counted them.
  public var eraseCount: Int?

  /// Makes a store's account.
  public init(
    name: String, medium: String, entryCapacity: UInt32, samples: [Sample],
    programCount: Int? = nil, programByteCount: Int? = nil,
    erases: ClosedRange<Int>? = nil, eraseCount: Int? = nil
  ) {
    self.name = name
    self.medium = medium
    self.entryCapacity = entryCapacity
    self.samples = samples
    self.programCount = programCount
    self.programByteCount = programByteCount
    self.erases = erases
    self.eraseCount = eraseCount
  }

  /// The most tokens that it held.
  var entryCountMax: UInt32 { samples.map(\.entryCount).max() ?? 0 }
}

// SPDX-License-Identifier: Apache-2.0

/// A band of the timeline.
public struct ReportLane: Equatable, Sendable {
  /// Something that lasted.
  public struct Span: Equatable, Sendable {
    /// Nanoseconds from the origin; cut at the report's ends.
    public var from: UInt64
    /// Nanoseconds from the origin, at or after `from`.
    public var to: UInt64
    /// How it is drawn.
    public var tone: ReportTone
    /// Written into the span where there is room, and told in the table.
    public var label: String

    /// Makes a span.
    public init(
      from: UInt64, to: UInt64, _ tone: ReportTone, _ label: String
    ) {
      self.from = from
      self.to = to
      self.tone = tone
      self.label = label
    }
  }

  /// Something that happened at one moment.
  public struct Mark: Equatable, Sendable {
    /// Nanoseconds from the origin.
    public var at: UInt64
    /// How it is drawn.
    public var tone: ReportTone
    /// What it was; shown where a reader points at it, and in the table.
    public var label: String

    /// Makes a mark.
    public init(at: UInt64, _ tone: ReportTone, _ label: String) {
      self.at = at
      self.tone = tone
      self.label = label
    }
  }

  /// What stands left of the band, some 24 characters.
  public var name: String
  /// What lasted, in order.
  public var spans: [Span]
  /// What happened, in order.
  public var marks: [Mark]

  /// Makes a band.
  public init(_ name: String, spans: [Span] = [], marks: [Mark] = []) {
    self.name = name
    self.spans = spans
    self.marks = marks
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a span or a mark of the timeline means for the reader. Each tone has a
/// colour and, as a mark, a shape of its own.
public enum ReportTone: String, Equatable, Sendable, CaseIterable {
  /// Granted, trusted, in contact: a disc.
  case good
  /// Refused, untrusted, off: a cross.
  case bad
  /// Not as usual: held over, repeated, degraded: a triangle.
  case caution
  /// Something that happened: a bar.
  case event

  /// What a mark of this tone stands for, in a legend.
  var word: String {
    switch self {
    case .good: "granted, trusted, open"
    case .bad: "refused, lost, off"
    case .caution: "repeated, held over"
    case .event: "sent, written"
    }
  }
}

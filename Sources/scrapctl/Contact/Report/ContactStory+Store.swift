// SPDX-License-Identifier: Apache-2.0

import ScrapReport

// The satellite's store, as it has told of it
extension ContactStory {
  /// What a boot or a housekeeping event tells.
  private struct Reading {
    var at: UInt64
    var outcome: String
    var entryCount: UInt32
    var entryCapacity: UInt32
    /// Erases of the most worn segment and of the most worn control sector.
    var erases: (segment: UInt32, control: UInt32)?

    var tone: ReportTone {
      guard outcome == "ready" else { return .bad }
      return UInt64(entryCount) * 10 >= UInt64(entryCapacity) * 9
        ? .caution : .good
    }

    var label: String {
      let fill = "\(entryCount) of \(entryCapacity) used"
      let wear = erases.map { ", erased \(max($0.segment, $0.control))×" }
      return fill + (wear ?? "") + (tone == .bad ? ", \(outcome)" : "")
    }
  }

  private func readings(_ life: [EventLine]) -> [Reading] {
    life.compactMap { line in
      guard let count = line.entryCount, let capacity = line.entryCapacity
      else { return nil }
      var reading = Reading(
        at: at(line), outcome: line.store ?? "", entryCount: count,
        entryCapacity: capacity)
      if let segment = line.segmentEraseCountMax,
        let control = line.controlEraseCountMax
      {
        reading.erases = (segment, control)
      }
      return reading
    }
  }

  /// Fill and wear, a span for each that was told, until another was.
  var storeLane: ReportLane {
    ReportLane("store fill, wear", spans: lives.flatMap { spans($0) })
  }

  private func spans(_ life: [EventLine]) -> [ReportLane.Span] {
    let readings = readings(life)
    let end = at(life[life.count - 1])
    var spans: [ReportLane.Span] = []
    for (index, reading) in readings.enumerated() {
      let to =
        index + 1 < readings.count ? readings[index + 1].at : end
      if let last = spans.last, last.label == reading.label,
        last.tone == reading.tone
      {
        spans[spans.count - 1].to = max(to, last.to)
      } else {
        spans.append(
          ReportLane.Span(
            from: reading.at, to: max(to, reading.at), reading.tone,
            reading.label))
      }
    }
    return spans
  }

  /// A mark for each accept, command and time mark.
  var storeWriteLane: ReportLane {
    ReportLane("store writes", marks: lives.flatMap { writes($0) })
  }

  private func writes(_ life: [EventLine]) -> [ReportLane.Mark] {
    var timeMarkCount: UInt32 = 0
    return life.compactMap { line in
      switch line.event {
      case "request" where line.isAccept:
        return mark(line, .event, "mark of its token")
      case "operator_taken":
        return mark(line, .event, line.command ?? "command")
      case "housekeeping":
        let before = timeMarkCount
        timeMarkCount = line.timeMarkCount ?? before
        return timeMarkCount > before
          ? mark(line, .event, "time mark, since the last report") : nil
      default: return nil
      }
    }
  }

  /// The store's account; none if the satellite told nothing of it.
  var stores: [ReportStore] {
    let told = lives.flatMap { readings($0) }
    guard let last = told.last else { return [] }
    var samples: [ReportStore.Sample] = []
    for reading in told
    where samples.last?.entryCount != reading.entryCount {
      samples.append(
        ReportStore.Sample(at: reading.at, entryCount: reading.entryCount))
    }
    let wear = told.last { $0.erases != nil }?.erases
    return [
      ReportStore(
        name: satellite, medium: "file", entryCapacity: last.entryCapacity,
        samples: samples,
        erases: wear.map { segment, control in
          let (least, most) = (min(segment, control), max(segment, control))
          return Int(least - min(least, 1))...Int(most)
        })
    ]
  }
}

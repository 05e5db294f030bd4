// SPDX-License-Identifier: Apache-2.0

import ScrapReport
import SimulatedNVM

// Everything that was written down, as a report
extension Simulation {
  func report(command: String) -> ReportModel {
    var model = ReportModel(
      title: scenario.title, summary: scenario.about,
      basis: .virtual(seed: seed), originSeconds: scenario.startSeconds,
      durationNanoseconds: endAt, command: command)
    model.checks = checks
    model.lanes = contactLanes + groundLane + commanderLanes + targetLanes
    model.exchanges = exchanges.map(\.report)
    model.verdicts = verdicts
    model.stores = targets.indices.map(store)
    model.figures = [
      ReportFigure("Messages lost", lostCount),
      ReportFigure("Messages doubled", duplicateCount),
      ReportFigure("Messages missed", sum(\.missedCount)),
      ReportFigure("Restarts", sum(\.restartCount)),
    ]
    return model
  }

  private var contactLanes: [ReportLane] {
    zip(scenario.links, linkMarks).map { link, marks in
      let windows = link.windows ?? [0...scenario.durationSeconds]
      return ReportLane(
        "\(link.from) – \(link.to)",
        spans: windows.map {
          ReportLane.Span(
            from: UInt64($0.lowerBound) * Self.second,
            to: UInt64($0.upperBound) * Self.second, .good, "contact")
        }, marks: marks)
    }
  }

  private var groundLane: [ReportLane] {
    groundMarks.isEmpty ? [] : [ReportLane("ground", marks: groundMarks)]
  }

  private var commanderLanes: [ReportLane] {
    zip(scenario.commanders, commanderMarks).map { commander, marks in
      ReportLane("\(commander.id) requests", marks: marks)
    }
  }

  private var targetLanes: [ReportLane] {
    zip(scenario.targets, records).flatMap { target, record in
      [
        ReportLane("\(target.id) verdicts", marks: record.verdicts),
        ReportLane("\(target.id) clock", spans: record.clock.spans),
        ReportLane("\(target.id) store writes", marks: record.writes),
        ReportLane(
          "\(target.id) power", spans: record.power.spans,
          marks: record.cuts),
      ]
    }
  }

  private func store(_ index: Int) -> ReportStore {
    let target = targets[index]
    let counters = target.medium.counters
    return ReportStore(
      name: target.model.id, medium: target.model.medium.name,
      entryCapacity: target.model.entryCapacity,
      samples: records[index].samples, programCount: counters.programCount,
      programByteCount: counters.programmedByteCount, erases: counters.wear,
      eraseCount: counters.eraseCount)
  }
}

// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// The records of one token or request as a table, or as JSON.
enum RecordList {
  /// Prints the records under a title, or as objects that say whose they are.
  static func print(
    _ inspection: Inspection,
    title: String,
    part: (String, JSONText),
    _ format: OutputFormat
  ) throws(Failure) {
    switch format {
    case .text:
      try Console.print(title)
      for line in lines(inspection) { try Console.print(line) }
    case .json:
      for line in json(inspection, part: part) {
        try Console.print(line.line)
      }
    }
  }

  /// The table's lines, with a heading.
  private static func lines(_ inspection: Inspection) -> [String] {
    var lines = ["  byte  type  name                 length  value at"]
    for record in inspection.records {
      lines.append(
        [
          Columns.right("\(record.offset)", 6),
          Columns.right("\(record.type)", 4),
          Columns.left(record.name, 19),
          Columns.right("\(record.length)", 6),
          Columns.right("\(record.valueOffset)", 8),
          record.value,
        ].joined(separator: "  "))
    }
    if !inspection.rest.isEmpty {
      lines.append(
        Columns.right("\(inspection.rest.lowerBound)", 6)
          + "  \(inspection.rest.count) bytes that are no record")
    }
    return lines
  }

  /// One object a record; `part` tells whose they are.
  private static func json(
    _ inspection: Inspection, part: (String, JSONText)
  ) -> [JSONText] {
    inspection.records.map { record in
      .object([
        part,
        ("type", .integer(record.type)),
        ("name", .string(record.name)),
        ("offset", .integer(UInt64(record.offset))),
        ("value_offset", .integer(UInt64(record.valueOffset))),
        ("length", .integer(UInt64(record.length))),
        ("value", .string(record.value)),
      ])
    }
  }
}

// SPDX-License-Identifier: Apache-2.0

import ScrapGround

/// The records of one token or request as a table, or as JSON.
enum RecordList {
  /// The table's lines, with a heading.
  static func lines(_ inspection: Inspection) -> [String] {
    var lines = ["  byte  type  name                 length  value"]
    for record in inspection.records {
      lines.append(
        [
          Columns.right("\(record.offset)", 6),
          Columns.right("\(record.type)", 4),
          Columns.left(record.name, 19),
          Columns.right("\(record.length)", 6),
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
  static func json(
    _ inspection: Inspection, part: (String, JSONText)
  ) -> [JSONText] {
    inspection.records.map { record in
      .object([
        part,
        ("type", .integer(record.type)),
        ("name", .string(record.name)),
        ("offset", .integer(UInt64(record.offset))),
        ("length", .integer(UInt64(record.length))),
        ("value", .string(record.value)),
      ])
    }
  }
}

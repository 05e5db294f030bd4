// SPDX-License-Identifier: Apache-2.0

import CM4Drivers
import ScrapLink
import ScrapReplay
import ScrapWire

extension Board {
  /// Sends the banner, for people, and the boot record, before the first
  /// request is taken.
  func report(to sender: inout Sender) {
    let record = record
    sender.send(text: {
      (text: inout ByteWriter) throws(WriteError) in
      try text.append(text: "\r\nscrap-verifier ")
      for index in 0..<3 {
        if index > 0 { try text.append(text: ".") }
        try text.append(decimal: UInt64(record.version[index]))
      }
      try text.append(text: " CM4, build ")
      try text.append(hex: record.buildID.span)
      try text.append(text: "\r\n")
      try Self.appendCard(record, to: &text)
      try Self.appendIdentity(record, to: &text)
      try Self.appendStore(record, to: &text)
      try Self.appendDevices(record, to: &text)
    })
    sender.send(.boot) { (writer: inout ByteWriter) throws(WriteError) in
      try writer.append(record)
    }
  }

  @_lifetime(text: copy text)
  private static func appendCard(
    _ record: BootRecord, to text: inout ByteWriter
  ) throws(WriteError) {
    guard record.findings.contains(.card) else {
      try text.append(text: "card: none, error ")
      try text.append(decimal: UInt64(record.cardError))
      try text.append(text: "\r\n")
      return
    }
    try text.append(text: "card: ")
    try text.append(decimal: record.cardSectorCount)
    try text.append(text: " sectors, partitions ")
    try text.append(
      text: record.findings.contains(.table) ? "good\r\n" : "bad\r\n")
  }

  @_lifetime(text: copy text)
  private static func appendIdentity(
    _ record: BootRecord, to text: inout ByteWriter
  ) throws(WriteError) {
    try text.append(text: "provisioning: ")
    try text.append(
      text: record.findings.contains(.provisioning) ? "good" : "bad")
    try text.append(text: ", profile: ")
    guard record.findings.contains(.profile) else {
      try text.append(text: "bad\r\n")
      return
    }
    var fingerprint = InlineArray<8, UInt8>(repeating: 0)
    for index in 0..<8 {
      fingerprint[index] = UInt8(
        truncatingIfNeeded: record.identityFingerprint
          &>> UInt64(56 - index * 8))
    }
    try text.append(text: "good, identity key ")
    try text.append(hex: fingerprint.span)
    try text.append(
      text: record.findings.contains(.key)
        ? ", executor's key fits\r\n" : ", executor's key does not fit\r\n")
  }

  @_lifetime(text: copy text)
  private static func appendStore(
    _ record: BootRecord, to text: inout ByteWriter
  ) throws(WriteError) {
    try text.append(text: "store: ")
    switch record.outcome {
    case .ready: try text.append(text: "ready, ")
    case .notRecovered: try text.append(text: "not recovered, ")
    case .blank: try text.append(text: "blank, ")
    case .otherFormat: try text.append(text: "other format, ")
    case .lossDetected: try text.append(text: "loss detected, ")
    case .mediumFailed: try text.append(text: "medium failed, ")
    case .capacityExceeded: try text.append(text: "too many marks, ")
    }
    try text.append(decimal: UInt64(record.entryCount))
    try text.append(text: " of ")
    try text.append(decimal: UInt64(record.entryCapacity))
    try text.append(text: " used tokens\r\n")
  }

  @_lifetime(text: copy text)
  private static func appendDevices(
    _ record: BootRecord, to text: inout ByteWriter
  ) throws(WriteError) {
    let found = record.findings
    if found.contains(.generator) {
      try text.append(text: "chance: hardware\r\n")
    } else if found.contains(.laboratory) {
      try text.append(
        text: "chance: NO HARDWARE RNG, fallback: device secret and timer, ")
      try text.append(text: "for a laboratory alone\r\n")
    } else {
      try text.append(text: "chance: NO HARDWARE RNG, nothing is signed\r\n")
    }
    try text.append(
      text: found.contains(.watchdog)
        ? "watchdog: armed\r\n" : "watchdog: not armed\r\n")
    try text.append(
      text: found.contains(.serving)
        ? "serving; no trusted time until the ground tells it\r\n"
        : "REFUSING EVERYTHING\r\n")
  }
}

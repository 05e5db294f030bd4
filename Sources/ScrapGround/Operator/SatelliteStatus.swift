// SPDX-License-Identifier: Apache-2.0

import ScrapClock
import ScrapCrypto
import ScrapReplay
import ScrapWire

/// A satellite's answer to a status request.
public struct SatelliteStatus: Sendable {
  /// The request's nonce.
  public let nonce: [UInt8]
  /// The newest versions, by `OperatorMessageKind`.
  public let versions: [UInt64]
  /// Whether the satellite knows which issuers are in force; if not, none is.
  public let areIssuersKnown: Bool
  /// The issuers of the profile that are in force.
  public let issuersInForce: [[UInt8]]
  /// Everything it says, by name, in order.
  public let members: [(String, JSONText)]

  /// The numbers among them that `number` tells, in order.
  public static var numberNames: [String] {
    storeNames + floorNames + timeNames + counterNames
      + kindNames.map { $0 + "_version" }
  }

  /// A number, by its name; nil if none has it.
  public func number(_ name: String) -> UInt64? {
    guard case .integer(let number) = members.first(where: { $0.0 == name })?.1
    else { return nil }
    return number
  }

  /// The numbers of record 4, behind the outcome.
  private static let storeNames = [
    "entry_count", "replay_capacity", "revoked_entry_count",
    "earliest_expiry_seconds",
  ]

  /// The numbers of record 8.
  private static let floorNames = [
    "expiry_floor_seconds", "issuance_floor_seconds", "time_mark_seconds",
  ]

  /// The numbers of record 6.
  private static let timeNames = ["time_lo_seconds", "time_hi_seconds"]

  /// The counters' names, in the order of the record.
  static let counterNames = [
    "granted_count", "refused_count", "replayed_count", "untimed_count",
    "store_refused_count", "malformed_count", "bound_count",
    "binding_refused_count", "clock_set_count", "operator_refused_count",
    "ignored_count", "reply_count", "time_mark_count",
    "time_mark_failed_count", "repaired_record_count", "unrepaired_count",
    "scrub_pass_count", "operator_taken_count", "revoked_count",
  ]

  /// The names of the kinds of messages, by number.
  static let kindNames = [
    "clock_reading", "revocation", "issuers", "floors", "counter_reset",
  ]

  /// Reads a status.
  ///
  /// - Parameters:
  ///   - message: the whole message.
  ///   - profile: the satellite's, whose key must have signed.
  /// - Throws: `wrongValue` for anything else than a status of this satellite.
  public init(
    message: [UInt8], from profile: SatelliteProfile
  ) throws(GroundError) {
    typealias Records = OperatorStatusSchema
    let signed: SignedAnswer
    var numbers: [(String, JSONText)] = []
    let places: UInt8
    do throws(ParseError) {
      let status = try OperatorStatus(parsing: message.span)
      signed = SignedAnswer(
        satelliteID: status.message.value(Records.satelliteID).array,
        signature: status.message.value(Records.executorSignature).array,
        digest: TaggedHash.hash(.operatorStatus, status.message.signedBytes))
      nonce = status.message.value(Records.nonce).array
      versions = (0..<Records.versionCount).map {
        status.number(Records.versions, at: 8 * $0, byteCount: 8)
      }
      areIssuersKnown =
        status.number(Records.issuers, at: 0, byteCount: 1) == 1
      places = UInt8(status.number(Records.issuers, at: 1, byteCount: 1))
      Self.appendStore(status, to: &numbers)
      Self.appendClock(status, to: &numbers)
      Self.appendCounters(status, to: &numbers)
    } catch {
      throw SignedAnswer.malformed(error)
    }
    try signed.check(by: profile)
    issuersInForce = profile.issuers.enumerated().filter {
      places >> UInt8($0.offset) & 1 == 1
    }.map(\.element)
    members =
      [
        ("answer", .string("status")),
        ("satellite_id", .string(profile.satelliteID)),
        ("nonce", .string(HexText.text(nonce))),
      ] + numbers
      + zip(Self.kindNames, versions).map {
        ($0 + "_version", .integer($1))
      } + [
        ("issuers_known", .bool(areIssuersKnown)),
        (
          "issuers_in_force",
          .array(issuersInForce.map { .string(HexText.text($0)) })
        ),
      ]
  }

  private static func appendStore(
    _ status: borrowing OperatorStatus, to members: inout [(String, JSONText)]
  ) {
    let outcome = UInt8(
      status.number(OperatorStatusSchema.store, at: 0, byteCount: 1))
    let word = RecoveryOutcome(rawValue: outcome).map(word) ?? "\(outcome)"
    members.append(("store", .string(word)))
    for (index, name) in storeNames.enumerated() {
      let number = status.number(
        OperatorStatusSchema.store, at: 1 + 4 * index, byteCount: 4)
      members.append((name, .integer(number)))
    }
    for (index, name) in floorNames.enumerated() {
      let number = status.number(
        OperatorStatusSchema.floors, at: 8 * index, byteCount: 8)
      members.append((name, .integer(number)))
    }
  }

  private static func word(_ outcome: RecoveryOutcome) -> String {
    switch outcome {
    case .notRecovered: "not_recovered"
    case .ready: "ready"
    case .blank: "blank"
    case .otherFormat: "other_format"
    case .lossDetected: "loss_detected"
    case .mediumFailed: "medium_failed"
    case .capacityExceeded: "capacity_exceeded"
    }
  }

  private static func appendClock(
    _ status: borrowing OperatorStatus, to members: inout [(String, JSONText)]
  ) {
    let slot = OperatorStatusSchema.clock
    let reason = UInt8(status.number(slot, at: 1, byteCount: 1))
    members += [
      ("time_trusted", .bool(status.number(slot, at: 0, byteCount: 1) == 1)),
      (
        "clock_reason",
        .string(
          ClockReason(rawValue: reason).map { "\($0.name)" } ?? "\(reason)")
      ),
    ]
    for (index, name) in timeNames.enumerated() {
      let number = status.number(slot, at: 2 + 8 * index, byteCount: 8)
      members.append((name, .integer(number)))
    }
  }

  private static func appendCounters(
    _ status: borrowing OperatorStatus, to members: inout [(String, JSONText)]
  ) {
    for (index, name) in counterNames.enumerated() {
      let number = status.number(
        OperatorStatusSchema.counters, at: 4 * index, byteCount: 4)
      members.append((name, .integer(number)))
    }
  }
}

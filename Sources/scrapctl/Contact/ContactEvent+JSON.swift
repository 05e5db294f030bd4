// SPDX-License-Identifier: Apache-2.0

import ScrapCommander
import ScrapGround

extension ContactEvent {
  /// The event as one object; its members after the first five depend on the
  /// event.
  var json: JSONText {
    let (name, members) = named
    return .object(
      [
        ("counter_ns", .integer(counterNanoseconds)),
        ("at_microseconds", .integer(atNanoseconds / 1000)),
        (
          "exchange",
          exchangeNumber == 0 ? .null : .integer(UInt64(exchangeNumber))
        ),
        ("task_id", taskName.isEmpty ? .null : .string(taskName)),
        ("event", .string(name)),
      ] + members)
  }

  private typealias Named = (name: String, members: [(String, JSONText)])

  private var named: Named {
    switch happening {
    case .opened(let target, let count, let unixSeconds):
      (
        "opened",
        [
          ("target", .string(target)),
          ("request_count", .integer(UInt64(count))),
          ("unix_seconds", .integer(unixSeconds)),
        ]
      )
    case .commander(let event): Self.named(event)
    case .began(let kind): ("began", [("kind", .string(kind.rawValue))])
    case .ended(let end):
      (
        "ended",
        [
          ("state", .string(end.state.rawValue)),
          ("accept_microseconds", Self.micro(end.acceptNanoseconds)),
          ("proof_microseconds", Self.micro(end.proofNanoseconds)),
        ]
      )
    case .linkFault(let cause):
      ("link_fault", [("cause", .string(cause))])
    case .receiptKept(let path):
      ("receipt_kept", [("path", .string(path))])
    case .powerCut(let process):
      ("power_cut", [("process", .integer(UInt64(process)))])
    case .powerNotCut(let cause):
      ("power_not_cut", [("cause", .string(cause))])
    }
  }

  private static func micro(_ nanoseconds: UInt64?) -> JSONText {
    .optional(nanoseconds.map { $0 / 1000 })
  }

  private static func hex(_ bytes: [UInt8]) -> JSONText {
    .string(HexText.text(bytes))
  }

  private static func named(_ event: CommanderEvent) -> Named {
    switch event {
    case .requestSent(let attempt):
      ("request_sent", [("attempt", .integer(UInt64(attempt)))])
    case .acceptVerified(let facts): ("accept_verified", members(facts))
    case .bindingSent(let attempt):
      ("binding_sent", [("attempt", .integer(UInt64(attempt)))])
    case .proofVerified(let facts):
      (
        "proof_verified",
        [
          ("output_hash", hex(facts.outputHash)),
          ("execution_timestamp", .integer(UInt64(facts.executionSeconds))),
        ]
      )
    case .rejectVerified(let facts):
      (
        "reject_verified",
        [
          ("reason", .string(facts.name)),
          ("number", .integer(UInt64(facts.number))),
          ("timestamp", .integer(UInt64(facts.timestampSeconds))),
        ]
      )
    case .ignored(let why): ("ignored", [("why", .string(why.name))])
    case .gaveUp: ("gave_up", [])
    }
  }

  private static func members(_ facts: AcceptFacts) -> [(String, JSONText)] {
    [
      ("payment_hash", hex(facts.paymentHash)),
      ("amount_sats", .integer(facts.amountSats)),
      ("timestamp", .integer(UInt64(facts.timestampSeconds))),
      ("expiry_seconds", .integer(UInt64(facts.expirySeconds))),
      (
        "estimated_duration_seconds",
        .integer(UInt64(facts.estimatedDurationSeconds))
      ),
      ("earliest_start", .integer(UInt64(facts.earliestStartSeconds))),
      ("data_volume_megabytes", .integer(UInt64(facts.dataVolumeMegabytes))),
      ("quality_estimate", .integer(UInt64(facts.qualityEstimate))),
    ]
  }
}

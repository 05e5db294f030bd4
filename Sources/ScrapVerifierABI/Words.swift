// SPDX-License-Identifier: Apache-2.0

// The names are the header's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CScrapVerifier
import ScrapClock
import ScrapIntegers
import ScrapTarget
import ScrapVerifier

/// See the header.
@c @implementation
public func scrap_verifier_reason_name(
  _ reason: UInt32
) -> UnsafePointer<CChar>? {
  unsafe text(words(of: reason).name)
}

/// See the header.
@c @implementation
public func scrap_verifier_reason_remedy(
  _ reason: UInt32
) -> UnsafePointer<CChar>? {
  unsafe text(words(of: reason).remedy)
}

private struct Words {
  let name: StaticString
  let remedy: StaticString

  init(_ name: StaticString, _ remedy: StaticString) {
    self.name = name
    self.remedy = remedy
  }
}

private func words(of number: UInt32) -> Words {
  guard number <= 0xffff else { return Words("", "") }
  let number = UInt16(truncatingIfNeeded: number)
  if let reason = Reason(rawValue: number) {
    return Words(reason.name, reason.remedy)
  }
  if let reason = OperatorRefusal.Reason(rawValue: number) {
    return Words(reason.name, reason.remedy)
  }
  switch number {
  case 221:
    return Words(
      "clock_impossible",
      "State the fraction below a second and an error bound above zero.")
  case 222:
    return Words(
      "clock_out_of_range",
      "Tell a time between the profile's earliest and 2106.")
  case 223:
    return Words(
      "clock_too_wide", "Ask for a new challenge and answer it sooner.")
  case 224:
    return Words(
      "clock_below_mark",
      "Tell the present time: it lies below a time that has already been.")
  case 225:
    return Words(
      "clock_counter_fell", "Ask for a new challenge: the counter fell.")
  case 231:
    return Words(
      "malformed_binding",
      "Build the binding again; the offset names the first bad byte.")
  case 232:
    return Words(
      "binding_unknown_task",
      "Send the request again, then bind the answer's payment_hash.")
  case 233:
    return Words(
      "binding_wrong_payment_hash", "Bind the payment_hash of the answer.")
  case 234:
    return Words(
      "binding_bad_signature", "Sign the binding with the commander's key.")
  default: return Words("", "")
  }
}

/// See the header.
@c @implementation
public func scrap_verifier_status_text(
  _ status: Int32
) -> UnsafePointer<CChar>? {
  unsafe text(clause(of: scrap_status(status)))
}

private func clause(of status: scrap_status) -> StaticString {
  switch status {
  case SCRAP_OK: "done"
  case SCRAP_ERROR_CONFIG_MISSING: "there is no configuration"
  case SCRAP_ERROR_CONFIG_VERSION:
    "the configuration is of another version, or a reserved field is set"
  case SCRAP_ERROR_CONFIG_PORT: "a port is missing"
  case SCRAP_ERROR_CONFIG_GEOMETRY: "the region's sizes hold no store"
  case SCRAP_ERROR_CONFIG_INDEX: "the index memory does not fit"
  case SCRAP_ERROR_CONFIG_CLOCK: "a figure of the clocks is out of range"
  case SCRAP_ERROR_CONFIG_PROFILE: "the profile record is not sound"
  case SCRAP_ERROR_CONFIG_SECRET: "a secret is missing or out of range"
  case SCRAP_ERROR_CONFIG_IDENTITY:
    "the executor's key is not the profile's identity"
  case SCRAP_ERROR_CONFIG_WORK: "the work memory is too small"
  case SCRAP_ERROR_MEDIUM: "the medium failed"
  case SCRAP_ERROR_CLOCK: "the counter cannot be read"
  case SCRAP_ERROR_STORE_NOT_RECOVERED:
    "the store's memory is damaged: restart"
  case SCRAP_ERROR_STORE_BLANK: "there is no store: format it on purpose"
  case SCRAP_ERROR_STORE_OTHER_FORMAT:
    "the store has another format or geometry"
  case SCRAP_ERROR_STORE_LOSS:
    "marks may be lost: raise the issuance floor on purpose"
  case SCRAP_ERROR_STORE_CAPACITY:
    "the store holds more live marks than the index has room for"
  case SCRAP_ERROR_ENTROPY: "the source of chance failed"
  case SCRAP_ERROR_SIGNING: "a signature did not pass its own check"
  case SCRAP_ERROR_NULL: "a pointer is missing"
  case SCRAP_ERROR_NO_CONTEXT: "there is no context: init did not succeed"
  case SCRAP_ERROR_BUFFER: "a buffer is too small"
  case SCRAP_ERROR_ARGUMENT: "a value is out of its range"
  case SCRAP_ERROR_UNKNOWN_TASK: "no such accepted task is known here"
  default: ""
  }
}

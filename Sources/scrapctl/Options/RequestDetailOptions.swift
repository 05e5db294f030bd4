// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ScrapGround

/// What a request may say beside its task and its tokens.
struct RequestDetailOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("timestamp; now by default.", valueName: "seconds"))
  var timestamp: UInt32?
  @Option(help: "parameters: text, a file, or -.")
  var parameters: String?
  @Option(help: "constraints: text, a file, or -.")
  var constraints: String?
  @Option(help: ArgumentHelp("max_amount_sats.", valueName: "sats"))
  var maxAmountSats: UInt64?
  @Option(help: ArgumentHelp("timeout_blocks.", valueName: "blocks"))
  var timeoutBlocks: UInt32?

  /// A request with these details; `area` is what the option of that name
  /// says of record 10.
  func description(
    taskID: String, taskType: String, chain: String,
    area: (option: String, text: String?), now: TimeOptions
  ) throws -> RequestDescription {
    RequestDescription(
      taskID: taskID,
      timestampSeconds: try timestamp ?? now.seconds(),
      chain: try Source(chain, what: "--chain").chain(),
      taskType: taskType,
      target: try text(area.text, area.option),
      parameters: try text(parameters, "--parameters"),
      constraints: try text(constraints, "--constraints"),
      maxAmountSats: maxAmountSats, timeoutBlocks: timeoutBlocks)
  }

  private func text(
    _ argument: String?, _ what: String
  ) throws(Failure) -> [UInt8]? {
    guard let argument else { return nil }
    return try Source(argument, what: what).text()
  }
}

// SPDX-License-Identifier: Apache-2.0

/// What a TaskRequest is to say (E-93); nil leaves a record away.
public struct RequestDescription: Equatable, Sendable {
  /// Record 0: 1 to 64 bytes of printable ASCII.
  public var taskID: String
  /// Record 2, Unix seconds.
  public var timestampSeconds: UInt32
  /// Records 6 and 4: the tokens, root first, the presented one last.
  public var chain: [[UInt8]]
  /// Record 8: the concrete capability asked for (E-88).
  public var taskType: String
  /// Record 10: GeoJSON text.
  public var target: [UInt8]?
  /// Record 12, opaque.
  public var parameters: [UInt8]?
  /// Record 14, opaque.
  public var constraints: [UInt8]?
  /// Record 16, satoshis.
  public var maxAmountSats: UInt64?
  /// Record 18.
  public var timeoutBlocks: UInt32?

  /// Makes a description.
  public init(
    taskID: String,
    timestampSeconds: UInt32,
    chain: [[UInt8]],
    taskType: String,
    target: [UInt8]? = nil,
    parameters: [UInt8]? = nil,
    constraints: [UInt8]? = nil,
    maxAmountSats: UInt64? = nil,
    timeoutBlocks: UInt32? = nil
  ) {
    self.taskID = taskID
    self.timestampSeconds = timestampSeconds
    self.chain = chain
    self.taskType = taskType
    self.target = target
    self.parameters = parameters
    self.constraints = constraints
    self.maxAmountSats = maxAmountSats
    self.timeoutBlocks = timeoutBlocks
  }
}

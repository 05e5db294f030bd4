// SPDX-License-Identifier: Apache-2.0

import ScrapTarget
import ScrapVerifier
import ScrapWire

/// What a satellite can do, by the concrete capability (E-86, E-88).
public struct CommandTable: TaskPlanner, Equatable, Sendable {
  /// The commands.
  public var commands: [String: TaskCommand]

  /// Makes a table.
  public init(_ commands: [String: TaskCommand] = [:]) {
    self.commands = commands
  }

  /// Whether a request can ask for it: a concrete capability.
  public static func isCapability(_ name: String) -> Bool {
    Capability.isConcrete(Array(name.utf8).span)
  }

  /// The command for a capability; nil if there is none.
  func command(for capability: Span<UInt8>) -> TaskCommand? {
    commands[text(capability)]
  }

  /// What a command costs and takes; the same each time.
  public borrowing func plan(for task: SignedTask) -> ExecutionPlan {
    guard let command = command(for: task.capability.span) else {
      return ExecutionPlan()
    }
    return ExecutionPlan(
      amountSats: command.amountSats, expirySeconds: command.offerSeconds,
      estimatedDurationSeconds: command.timeoutSeconds)
  }
}

/// Bytes that were checked to be text.
func text(_ bytes: Span<UInt8>) -> String {
  bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}

/// A copy.
func array(_ bytes: Span<UInt8>) -> [UInt8] {
  bytes.withUnsafeBufferPointer { Array($0) }
}

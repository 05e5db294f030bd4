// SPDX-License-Identifier: Apache-2.0

import ScrapVerifier

/// The port to whoever knows what a task costs and takes.
public protocol TaskPlanner: ~Copyable {
  /// The plan for a task that was accepted. The same task gets the same plan,
  /// so that a lost TaskAccept can be answered again (E-67).
  borrowing func plan(for task: SignedTask) -> ExecutionPlan
}

/// One plan for every task.
public struct FixedPlan: TaskPlanner {
  private let plan: ExecutionPlan

  /// Offers `plan` for every task.
  public init(_ plan: ExecutionPlan = ExecutionPlan()) { self.plan = plan }

  /// The plan.
  public borrowing func plan(for task: SignedTask) -> ExecutionPlan { plan }
}

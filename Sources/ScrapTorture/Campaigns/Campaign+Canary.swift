// SPDX-License-Identifier: Apache-2.0

import SimulatedNVM

extension Campaign {
  /// A store that forgets: the judge was told of an accepted token of which the
  /// store knows nothing. Each trial must report a violation, or nobody judges.
  public static let canary = Campaign(
    "canary", "a store that has forgotten a token", .survives,
    trialsPerRound: 1
  ) { trial in
    let world = trial.world(MediumModel.small[trial.number % 8])
    for _ in 0..<10 { world.step() }
    // The store knows the time of it, and has room.
    world.nowSeconds += 500
    world.proveLife()
    world.oracle.accept(world.freshSet(count: 1, lifetimeSeconds: 60))
    trial.countFault()
    world.restart()
    trial.conclude(world)
  }
}

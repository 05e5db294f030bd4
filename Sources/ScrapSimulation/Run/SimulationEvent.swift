// SPDX-License-Identifier: Apache-2.0

import ScrapCrypto

/// What is due at a moment of virtual time. Places are those in the lists of
/// the simulation.
enum SimulationEvent {
  /// A step of the scenario.
  case step(Int, repetition: Int)
  /// A message reaches the node that it is on its way to.
  case arrival(Envelope)
  /// A relay may pass on what it holds.
  case forward(Envelope)
  /// A target has decided, in the life that began with this start.
  case served(target: Int, start: Int)
  /// A task has run.
  case taskDone(target: Int, start: Int, Digest)
  /// A target looks after time and store.
  case tick(target: Int)
  /// Power is back.
  case powerOn(target: Int)
  /// A commander has something to do.
  case deadline(exchange: Int)
}

// SPDX-License-Identifier: Apache-2.0

/// What a satellite on Linux is to be.
public struct ServiceOptions: Equatable, Sendable {
  /// Where requests come in: any address, SCRAP's port (§16.5).
  public var listen = SocketAddress("0.0.0.0:7227")
  /// The profile, JSON or packed.
  public var profile = ""
  /// The store of used tokens; made if it is absent.
  public var store = ""
  /// Its anchor, if it has one.
  public var anchor: String?
  /// The secret key file of the profile's identity.
  public var executorKey = ""
  /// The secret file that payment preimages are derived from.
  public var deviceSecret = ""
  /// Where accepts, proofs and the ends of tasks are kept; the store's name
  /// with `.tasks` behind it if absent.
  public var tasks: String?
  /// Where telemetry goes; nowhere if absent.
  public var telemetry: SocketAddress?
  /// The operator's station: asked for the time while there is none, and heard
  /// however many strangers call.
  public var station: SocketAddress?
  /// Where time comes from.
  public var clock = ClockOptions()
  /// How long to wait for trusted time before the socket is opened anyway, and
  /// everything refused until there is some.
  public var timeWaitSeconds: UInt32 = 30
  /// The time between two housekeeping events.
  public var housekeepingSeconds: UInt32 = 10
  /// What it can do.
  public var commands = CommandTable()
  /// What it takes on.
  public var limits = LimitOptions()

  /// The usual ones; profile, store and secrets are to be named.
  public init() {}

  /// Where accepts, proofs and the ends of tasks are kept.
  var tasksPath: String { tasks ?? "\(store).tasks" }

  /// What is missing or wrong; nil if nothing is.
  public var problem: String? {
    let needed = [
      ("profile", profile), ("store", store),
      ("executor-key", executorKey), ("device-secret", deviceSecret),
    ]
    for (name, value) in needed where value.isEmpty {
      return "\(name): expected a file, found nothing"
    }
    if listen == nil { return "listen: expected ADDRESS:PORT" }
    return clock.problem
  }
}

// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapClock
import ScrapCrypto
import ScrapGround
import ScrapReplay
import ScrapTarget
import ScrapVerifier
import ScrapWire

/// What a satellite is given before it starts, read and checked: profile, keys,
/// and clocks that know the earliest time.
struct Provisions: ~Copyable {
  /// The profile's memory: it must outlive the target.
  let record: ProfileRecord
  private let profile: Profile
  private let key: SecretKey
  private let secret: DeviceSecret
  private let arbiter: ClockArbiter

  /// Reads and checks everything; makes and changes nothing.
  ///
  /// - Throws: status 65 for what cannot be read or is wrong.
  init(_ options: ServiceOptions) throws(ServiceFailure) {
    let satellite = try Self.readProfile(options.profile)
    let record = try Self.ground { () throws(GroundError) in
      try ProfileRecord(packing: satellite)
    }
    let profile = try Self.ground { () throws(GroundError) -> Profile in
      try record.profile(place: options.profile)
    }
    let key = try Self.ground { () throws(GroundError) -> SecretKey in
      try SecretKeyFile.executorKey(from: options.executorKey)
    }
    guard key.publicKey.span.isEqual(to: profile.identityKey) else {
      throw Self.foreignKey(options)
    }
    let secret = try Self.ground { () throws(GroundError) -> DeviceSecret in
      try SecretKeyFile.deviceSecret(
        from: options.deviceSecret, besides: options.executorKey)
    }
    guard
      let arbiter = ClockArbiter(
        policy: ClockPolicy(
          earliestSeconds: profile.limits.earliestTimeSeconds))
    else {
      throw ServiceFailure(
        ServiceFailure.input,
        "\(options.profile): earliest_time_s: expected a time before 2106")
    }
    self.record = record
    self.profile = profile
    self.key = key
    self.secret = secret
    self.arbiter = arbiter
  }

  /// The profile's limits.
  var limits: ProfileLimits { profile.limits }

  /// The target, over a store that outlives it.
  consuming func target(
    over store: UnsafeMutablePointer<FileStore.Store>,
    _ options: ServiceOptions
  ) throws(ServiceFailure) -> Obc {
    do throws(TargetError) {
      return Obc(
        target: try Target(
          verifier: Verifier(
            profile: profile, store: store, lock: SingleTask()),
          executorKey: key, deviceSecret: secret, planner: options.commands,
          entropy: KernelEntropy()),
        clock: arbiter)
    } catch {
      throw Self.foreignKey(options)
    }
  }

  private static func foreignKey(_ options: ServiceOptions) -> ServiceFailure {
    ServiceFailure(
      ServiceFailure.input,
      "\(options.executorKey): expected the key of the profile's identity, "
        + "found another key")
  }

  private static func ground<Value: ~Copyable>(
    _ body: () throws(GroundError) -> Value
  ) throws(ServiceFailure) -> Value {
    do throws(GroundError) {
      return try body()
    } catch {
      throw ServiceFailure(error)
    }
  }

  private static func readProfile(
    _ path: String
  ) throws(ServiceFailure) -> SatelliteProfile {
    let bytes = try OnBoardComputer.readFile(path)
    do throws(GroundError) {
      return bytes.starts(with: "\(ProfileLayout.magic)".utf8)
        ? try SatelliteProfile(record: bytes, place: path)
        : try SatelliteProfile(json: bytes)
    } catch {
      let text = "\(error)"
      throw ServiceFailure(
        ServiceFailure.input,
        text.hasPrefix(path) ? text : "\(path): \(text)")
    }
  }
}

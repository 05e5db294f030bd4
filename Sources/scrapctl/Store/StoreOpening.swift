// SPDX-License-Identifier: Apache-2.0

import FileNVM
import ScrapGround
import ScrapReplay
import ScrapVerifier

/// Opens stores on behalf of commands: every error is the exit status 74.
enum StoreOpening {
  /// Opens a store that is there, with the shares of a profile or the usual
  /// ones; makes an anchor where none is only if that is the command's purpose.
  /// The capacity holds where the store's own cannot be read.
  static func open(
    _ options: StoreOptions, access: FileAccess, makesAnchor: Bool = false,
    limits: ProfileLimits? = nil, replayCapacity: UInt32 = 10_000
  ) throws(Failure) -> FileStore {
    do throws(FileStoreError) {
      return try FileStore.open(
        path: options.file, anchorPath: options.anchor.path, access: access,
        makesAnchor: makesAnchor, entryCapacity: replayCapacity,
        ledgerCapacity: replayCapacity,
        quota: limits?.quota(entryCapacity:)
          ?? ReplayQuota.standard(entryCapacity:))
    } catch {
      throw Failure(error)
    }
  }

  /// Opens a store, or makes one with the profile's capacity and says so.
  static func openOrCreate(
    _ path: String, anchor: AnchorOption, for profile: SatelliteProfile
  ) throws(Failure) -> FileStore {
    let capacity = profile.limits.replayCapacity
    do throws(FileStoreError) {
      let store = try FileStore.openOrCreate(
        path: path, anchorPath: anchor.path, entryCapacity: capacity,
        ledgerCapacity: capacity, quota: profile.limits.quota(entryCapacity:))
      if store.wasCreated { announce(path, capacity) }
      return store
    } catch {
      throw Failure(error)
    }
  }

  /// Says that a store is new: a file that should have been there is then
  /// noticed.
  static func announce(_ path: String, _ capacity: UInt32) {
    Console.report(
      "\(path): no store was here; made a new one for \(capacity) tokens")
  }
}

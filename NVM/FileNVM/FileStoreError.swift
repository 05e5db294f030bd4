// SPDX-License-Identifier: Apache-2.0

import Glibc
public import ScrapJournal
public import ScrapReplay

/// Why a store on a file or partition cannot be used, with what is needed to
/// act on it.
public enum FileStoreError: Error, Equatable, Sendable {
  /// A call to the system failed.
  case systemFailed(path: String, operation: String, errno: Int32)
  /// There is no such file.
  case notFound(path: String)
  /// Neither a file nor a block device.
  case notFile(path: String)
  /// Nothing was created: something is there.
  case alreadyExists(path: String)
  /// Another process has it open.
  case locked(path: String)
  /// The file or its file system cannot be opened for what was asked.
  case readOnly(path: String)
  /// There is no room for `byteCount` bytes.
  case diskFull(path: String, byteCount: UInt64)
  /// The file or partition is shorter than the store.
  case tooSmall(path: String, expectedByteCount: UInt64, foundByteCount: UInt64)
  /// The store was written by another version of the format.
  case otherVersion(path: String, expected: UInt16, found: UInt16)
  /// The store was made for a medium with another program unit.
  case otherGeometry(
    path: String, expectedSlotByteCount: UInt32, foundSlotByteCount: UInt32)
  /// Copy A lies in the place of copy B, and the other way round.
  case copiesSwapped(path: String)
  /// Marks or floors may be lost.
  case lost(path: String, causes: LossCauses, failedReadCount: UInt64)
  /// More live marks than the store was made for.
  case overfull(path: String, entryCapacity: UInt32)
  /// The store is there, but the anchor that was named is not.
  case anchorNotFound(path: String)
  /// The anchor that was named is the store itself.
  case anchorIsStore(path: String)
  /// A file of another length is not taken for an anchor, and not written.
  case notAnchor(
    path: String, expectedByteCount: UInt64, foundByteCount: UInt64)
  /// No store was made: the anchor knows of marks in another.
  case anchorTaken(path: String)
  /// Reading or writing failed in the middle.
  case transferFailed(
    path: String, operation: String, errno: Int32, byteOffset: UInt64)
  /// The journal cannot be used.
  case journal(path: String, reason: JournalError)
}

// SPDX-License-Identifier: Apache-2.0

/// Where everything lies in a profile record, format 1. Integers are
/// big-endian; keys are 33 bytes; unused places are zero.
///
/// ```
///   0  magic "SCRAPPRF"        8    97  identity key              33
///   8  format, 1               2   130  issuer count               1
///  10  bytes of the record     4   131  issuers              4 x  33
///  14  max_chain_depth         1   263  operations key count       1
///  15  clock_skew_s            1   264  operations keys      4 x  33
///  16  max_token_lifetime_s    4   396  subject count              2
///  20  replay_capacity         4   398  replay_root_subject_percent 1
///  24  earliest_time_s         8   399  replay_direct_percent      1
///  32  satellite id length     1   400  subjects             n x 102
///  33  satellite id           64     …  checksum                  32
/// ```
///
/// A percentage of 0 is the default: 50 and 5.
///
/// A subject is its id's length (1), id (64), key (33) and the first four
/// bytes of its own checksum (4), so that it can be checked again at each use
/// (E-45). Checksums are tagged hashes under `SCRAP/profile/v1` of what stands
/// before them.
public enum ProfileLayout {
  /// The first bytes of a record.
  public static let magic: StaticString = "SCRAPPRF"
  /// This format.
  public static let format: UInt64 = 1
  /// Keys that fit: issuers, and operations keys.
  public static let keyCountMax = 4
  /// Subjects that fit.
  public static let subjectCountMax = 65_535
  /// Bytes of one subject.
  public static let subjectByteCount = 102
  /// Bytes before a subject's key: its id's length, then 64 bytes.
  public static let subjectKeyOffset = 65
  /// Bytes before a subject's own checksum, its key included.
  public static let subjectCheckedByteCount = 98
  /// Bytes before the first subject.
  public static let fixedByteCount = 400
  /// Bytes of the checksum at the end.
  public static let checksumByteCount = 32

  /// Bytes of a record with so many subjects.
  public static func byteCount(subjectCount: Int) -> Int {
    fixedByteCount + subjectCount * subjectByteCount + checksumByteCount
  }

  static let formatOffset = 8
  static let byteCountOffset = 10
  static let limitsOffset = 14
  static let lifetimeOffset = 16
  static let capacityOffset = 20
  static let earliestTimeOffset = 24
  /// Where the satellite's id begins: its length, then 64 bytes.
  public static let satelliteIDOffset = 32
  /// Where the satellite's key begins.
  public static let identityKeyOffset = 97
  /// Where the issuers begin: their count, then four keys.
  public static let issuersOffset = 130
  /// Where the operations keys begin: their count, then four keys.
  public static let operationsKeysOffset = 263
  static let subjectCountOffset = 396
  static let rootSubjectPercentOffset = 398
  static let directPercentOffset = 399
}

// SPDX-License-Identifier: Apache-2.0

/// What slots without a whole record are worth, by their segment's header.
enum SlotTrust {
  /// They read as they were left.
  case full
  /// The header is blank or cannot be read: so may the slots, whether or not
  /// they were written.
  case notBlank
  /// The header is that of another segment: this copy was never erased for
  /// this one, or shows an old page.
  case none
}

// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// A store that a command works on.
struct StoreOptions: ParsableArguments {
  @Argument(help: "The store's file, or a block device.")
  var file: String
  @OptionGroup var anchor: AnchorOption
}

/// The store's anchor, if it has one.
struct AnchorOption: ParsableArguments {
  @Option(
    name: .customLong("anchor"),
    help: ArgumentHelp(
      """
      The store's anchor: a small file on another device that sees an older \
      store put back; made with the store, or by store reset.
      """, valueName: "file"))
  var path: String?
}

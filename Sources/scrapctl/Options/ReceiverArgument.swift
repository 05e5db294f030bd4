// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import LinuxClock

/// Where a GNSS receiver's sentences come from.
struct ReceiverArgument: ExpressibleByArgument {
  let endpoint: NMEAEndpoint

  init?(argument: String) {
    guard let endpoint = NMEAEndpoint(parsing: argument) else { return nil }
    self.endpoint = endpoint
  }
}

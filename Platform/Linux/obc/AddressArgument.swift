// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import OnBoardComputer

/// A numeric address and a port.
struct AddressArgument: ExpressibleByArgument {
  let address: SocketAddress

  init?(argument: String) {
    guard let address = SocketAddress(argument) else { return nil }
    self.address = address
  }
}

// SPDX-License-Identifier: Apache-2.0

import CScrapVerifier

/// A field of the configuration that cannot be as it is.
struct Flaw: Error {
  let status: scrap_status
  let field: StaticString

  init(_ status: scrap_status, _ field: StaticString) {
    self.status = status
    self.field = field
  }
}

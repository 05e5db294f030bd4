// SPDX-License-Identifier: Apache-2.0

extension UnsafeBufferPointer {
  /// The first element's address, as C asks for it.
  ///
  /// - Precondition: there is an element.
  var start: UnsafePointer<Element> {
    guard let address = baseAddress else {
      preconditionFailure("bytes for C have a first one")
    }
    return unsafe address
  }
}

extension UnsafeMutableBufferPointer {
  /// The first element's address, as C asks for it.
  ///
  /// - Precondition: there is an element.
  var start: UnsafeMutablePointer<Element> {
    guard let address = baseAddress else {
      preconditionFailure("bytes for C have a first one")
    }
    return unsafe address
  }
}

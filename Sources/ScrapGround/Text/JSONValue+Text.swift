// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
  /// Reads a text.
  ///
  /// - Throws: `wrongValue` if it is no JSON, or a name stands twice in one
  ///   object.
  package init(
    json: some Sequence<UInt8>, place: String
  ) throws(GroundError) {
    do throws(JSONParser.Problem) {
      self = try JSONParser.value(json)
    } catch {
      switch error {
      case .notJSON:
        throw .wrongValue(
          place: place, expected: "a JSON object",
          found: "text that is no JSON")
      case .repeatedName(let name):
        throw .wrongValue(
          place: JSONText.string(String(name.prefix(80))).line,
          expected: "each member once", found: "it twice")
      }
    }
  }
}

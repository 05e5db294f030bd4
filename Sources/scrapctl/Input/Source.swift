// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapGround

/// Where an item is read from: a file, standard input, or the argument itself
/// as hex.
struct Source {
  /// What was written on the command line.
  let argument: String
  /// What the item is, for errors.
  let what: String

  init(_ argument: String, what: String) {
    self.argument = argument
    self.what = what
  }

  /// Everything in a file or on standard input; nil if the argument names
  /// neither.
  private func content() throws(Failure) -> [UInt8]? {
    if argument == "-" {
      do {
        return try FileHandle.standardInput.readToEnd().map(Array.init) ?? []
      } catch {
        throw Failure(Failure.input, "standard input: \(error)")
      }
    }
    guard FileManager.default.fileExists(atPath: argument) else { return nil }
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: argument)))
    } catch {
      throw Failure(Failure.input, "\(argument): cannot be read")
    }
  }

  /// The bytes of a file that must be there, or of standard input.
  func file() throws(Failure) -> [UInt8] {
    guard let content = try content() else { throw notFound("a file or -") }
    return content
  }

  /// The item's bytes: hex, or a file of bytes.
  func bytes() throws(Failure) -> [UInt8] {
    guard let content = try content() else {
      guard let bytes = HexText.bytes(argument) else {
        throw notFound("a file, - or hex")
      }
      return bytes
    }
    return HexText.bytes(Self.trimmed(content)) ?? content
  }

  /// A text: a file, standard input, or the argument itself.
  func text() throws(Failure) -> [UInt8] {
    try content() ?? Array(argument.utf8)
  }

  /// The tokens of a chain, root first: hex with commas between them, or a
  /// file of one token's bytes.
  func chain() throws(Failure) -> [[UInt8]] {
    let content = try content()
    let text = Self.trimmed(content ?? Array(argument.utf8))
    if let chain = Self.chain(text) { return chain }
    guard let content else {
      throw notFound("a file, - or hex with commas between tokens")
    }
    return [content]
  }

  /// Tokens in hex with commas between them; nil if they are not.
  static func chain(_ text: ArraySlice<UInt8>) -> [[UInt8]]? {
    var chain: [[UInt8]] = []
    let parts = text.split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    for part in parts {
      guard let token = HexText.bytes(part) else { return nil }
      chain.append(token)
    }
    return chain
  }

  private static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    let blanks: [UInt8] = [0x20, 0x09, 0x0a, 0x0d]
    let start = text.firstIndex { !blanks.contains($0) } ?? text.endIndex
    let end = text.lastIndex { !blanks.contains($0) } ?? text.endIndex
    return start < text.endIndex ? text[start...end] : []
  }

  private func notFound(_ expected: String) -> Failure {
    Failure(
      Failure.input,
      "\(what): expected \(expected), found \"\(argument.prefix(80))\"")
  }
}

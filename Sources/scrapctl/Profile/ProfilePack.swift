// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ScrapGround

/// `scrapctl profile pack`.
struct ProfilePack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Write a profile as the satellite's binary record.",
    discussion: "Prints the record in hex, or writes its bytes to a file.")

  @Argument(help: "The profile: a file, or -.")
  var file: String
  @Option(name: .shortAndLong, help: "The record's file; replaced whole.")
  var output: String?

  func run() throws {
    let record = try ProfileSource.read(file).pack()
    guard let output else {
      try Console.print(HexText.text(record))
      return
    }
    do {
      try Data(record).write(
        to: URL(fileURLWithPath: output), options: .atomic)
    } catch {
      throw Failure(Failure.input, "\(output): cannot be written")
    }
    Console.report("\(output): \(record.count) bytes")
  }
}

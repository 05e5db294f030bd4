// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import ScrapGround

/// `scrapctl profile pack`.
struct ProfilePack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Write a profile as the satellite's binary record.",
    discussion: """
      Prints the record in hex, or writes its bytes to a file. With \
      --executor-key and --device-secret it is the provisioning record of a \
      board: the profile with both secrets in the clear, in a file of mode \
      0600. Guard it, and whatever it is copied to.
      """)

  @Argument(help: "The profile: a file, or -.")
  var file: String
  @Option(name: .shortAndLong, help: "The record's file; replaced whole.")
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The secret key file of the profile's identity.", valueName: "file"))
  var executorKey: String?
  @Option(
    help: ArgumentHelp(
      "A secret key file that payment preimages are derived from.",
      valueName: "file"))
  var deviceSecret: String?
  @Flag(
    help: """
      The board may do without a hardware generator of chance, and a frame may \
      end its emulation. Never for flight.
      """)
  var laboratory = false
  @Flag(help: "The board arms its watchdog.")
  var watchdog = false

  func validate() throws {
    let isWhole = (executorKey == nil) == (deviceSecret == nil)
    guard isWhole, executorKey != nil || !(laboratory || watchdog) else {
      throw ValidationError(
        "A board needs both --executor-key and --device-secret.")
    }
    guard executorKey == nil || output != nil else {
      throw ValidationError(
        "Secrets are not printed: name a file with --output.")
    }
  }

  func run() throws {
    let profile = try ProfileSource.read(file)
    if let executorKey, let deviceSecret, let output {
      let count = try Provisioning.write(
        profile, executorKey: executorKey, deviceSecret: deviceSecret,
        isLaboratory: laboratory, hasWatchdog: watchdog, to: output)
      Console.report("\(output): \(count) bytes, with secrets")
      return
    }
    let record = try profile.pack()
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

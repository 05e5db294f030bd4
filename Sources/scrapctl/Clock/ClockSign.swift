// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import ScrapClock
import ScrapGround

/// `scrapctl clock sign`.
struct ClockSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Answer a satellite's clock challenge with an operations key.",
    discussion: """
      Prints the whole message in hex, header included. Each answer needs a \
      version above all before; `store inspect` tells the newest one that a \
      store has taken. Send it at once: what the satellite makes of it is \
      widened by the time since it drew the challenge.
      """)

  @Option(
    help: ArgumentHelp("The challenge's whole message.", valueName: "hex"))
  var challenge: HexArgument
  @Option(
    help: ArgumentHelp(
      "The secret key file of one of the profile's operations keys.",
      valueName: "file"))
  var key: String
  @OptionGroup var version: VersionOption
  @Option(
    help: ArgumentHelp(
      """
      How far the true time may lie on either side, with up to nine decimals; \
      1 by default.
      """, valueName: "seconds"))
  var error = DecimalSeconds(nanoseconds: Nanoseconds.perSecond)
  @Option(
    help: ArgumentHelp(
      "Unix time to use instead of the kernel's clock.",
      valueName: "seconds"))
  var now: DecimalSeconds?
  @OptionGroup var chance: ChanceOptions
  @OptionGroup var output: FormatOptions

  func run() throws {
    let key = try SecretKeyFile.read(from: key, chance: chance.chance)
    let version = try version.number()
    // The newest moment before signing.
    let now = now ?? Self.kernelTime()
    let message = HexText.text(
      try ClockReadingSigning.sign(
        challenge: challenge.bytes,
        ClockReadingDescription(
          version: version, unixSeconds: now.wholeSeconds,
          nanoseconds: now.fractionNanoseconds,
          errorNanoseconds: error.nanoseconds),
        key: key))
    switch output.format {
    case .text: try Console.print(message)
    case .json:
      try Console.print(
        JSONText.object([
          ("version", .integer(version)),
          ("unix_seconds", .integer(now.wholeSeconds)),
          ("nanoseconds", .integer(UInt64(now.fractionNanoseconds))),
          ("error_nanoseconds", .integer(error.nanoseconds)),
          ("message", .string(message)),
        ]).line)
    }
  }

  private static func kernelTime() -> DecimalSeconds {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return DecimalSeconds(
      nanoseconds: UInt64(max(0, time.tv_sec)) * Nanoseconds.perSecond
        + UInt64(time.tv_nsec))
  }
}

// SPDX-License-Identifier: Apache-2.0

public import ScrapYAML

/// The scenarios that come with this package.
public enum ShippedScenarios {
  private static let texts: [(name: String, bytes: [UInt8])] = [
    ("authorized", PackageResources.authorized_yaml),
    ("unauthorized", PackageResources.unauthorized_yaml),
    ("revoked", PackageResources.revoked_yaml),
    ("rotation", PackageResources.rotation_yaml),
    ("replay", PackageResources.replay_yaml),
    ("delegation", PackageResources.delegation_yaml),
    ("clock-spoof", PackageResources.clock_spoof_yaml),
    ("power-cut", PackageResources.power_cut_yaml),
    ("lost-accept", PackageResources.lost_accept_yaml),
    ("store-full", PackageResources.store_full_yaml),
    ("day", PackageResources.day_yaml),
  ]

  /// The words that they are called by, in the order to show them.
  public static var names: [String] { texts.map(\.name) }

  /// A scenario's text; nil if none has this name.
  public static func text(_ name: String) -> String? {
    texts.first { $0.name == name }.map {
      String(decoding: $0.bytes, as: UTF8.self)
    }
  }
}

extension Scenario {
  /// Reads a scenario: YAML as in the page `SCENARIOS.md` beside the sources.
  ///
  /// - Parameters:
  ///   - bytes: the YAML.
  ///   - name: the word that it is called by.
  /// - Throws: the first thing that is not as it must be, with its place.
  public init(yaml bytes: [UInt8], name: String) throws(YAMLError) {
    self = try ScenarioReader.scenario(bytes, name: name)
  }
}

// SPDX-License-Identifier: Apache-2.0

import Foundation
import ScrapReport

/// A report on disk: the page, and JSON and CSV beside it.
struct ReportFiles {
  /// The page's file.
  let page: String
  private let stem: String

  /// Names the files.
  ///
  /// - Parameters:
  ///   - place: a file that ends in .html, or a directory, which need not be
  ///     there yet.
  ///   - name: what the files are called in a directory.
  init(_ place: String, name: String) {
    if place.hasSuffix(".html") {
      stem = String(place.dropLast(5))
    } else {
      stem = (place.hasSuffix("/") ? place : place + "/") + name
    }
    page = stem + ".html"
  }

  /// Writes all three, each whole or not at all.
  ///
  /// - Throws: status 74.
  func write(_ model: ReportModel) throws(Failure) {
    let directory = URL(fileURLWithPath: page).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true)
    } catch {
      throw Failure(
        Failure.store, "\(directory.path): cannot be made a directory")
    }
    try TextFile.write(ReportPage.html(model), to: page)
    try TextFile.write(model.json + "\n", to: stem + ".json")
    try TextFile.write(model.csv, to: stem + ".csv")
  }
}

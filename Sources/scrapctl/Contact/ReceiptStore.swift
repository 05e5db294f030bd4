// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapCommander
import ScrapGround

/// A directory of receipts, one file an exchange. A file is always whole: it
/// is written under another name, synced, and renamed.
struct ReceiptStore {
  private static let suffix = ".receipt.json"
  let directory: String

  /// Uses a directory, and makes it if it is missing.
  ///
  /// - Throws: status 74 if it cannot be made or is none.
  init(directory: String) throws(Failure) {
    self.directory = directory
    guard mkdir(directory, 0o755) == 0 || errno == EEXIST else {
      throw Self.failure(directory)
    }
    var status = stat()
    guard stat(directory, &status) == 0 else {
      throw Self.failure(directory)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(Failure.store, "\(directory): expected a directory")
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(Failure.store, "\(path): " + String(cString: strerror(errno)))
  }

  /// The file of a request: its task_id as far as a file name may have it,
  /// and what makes it unique.
  func path(of request: SignedRequest) -> String {
    let name = request.taskID.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
        || (0x61...0x7a).contains(byte) || byte == UInt8(ascii: "-")
      return isPlain ? byte : UInt8(ascii: "_")
    }
    return directory + "/" + String(decoding: name, as: UTF8.self) + "-"
      + HexText.text(request.digest.prefix(8)) + Self.suffix
  }

  /// Keeps a text, unless the file holds a proof already: that is the end of
  /// a task, and what comes later is the same again.
  ///
  /// - Returns: the file's path; nil if the older one stays.
  /// - Throws: status 74 if it cannot be written; the older one stays.
  func keep(
    _ text: String, of request: SignedRequest
  ) throws(Failure) -> String? {
    let path = path(of: request)
    if let kept = try? Source(path, what: path).file(),
      let receipt = try? Receipt.parse(kept, place: path).receipt,
      receipt.proof != nil
    {
      return nil
    }
    let temporary = path + ".\(getpid())"
    try write(Array((text + "\n").utf8), to: temporary)
    guard rename(temporary, path) == 0 else {
      let failure = Self.failure(path)
      unlink(temporary)
      throw failure
    }
    try syncDirectory()
    return path
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Self.failure(path) }
    let isWritten =
      Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
    let failure = Self.failure(path)
    close(file)
    guard isWritten else {
      unlink(path)
      throw failure
    }
  }

  private func syncDirectory() throws(Failure) {
    do throws(Folder.Failure) {
      try Folder.sync(directory)
    } catch { throw Self.failure(directory) }
  }

  /// The files of receipts, by name.
  ///
  /// - Throws: status 65 if the directory cannot be read.
  static func files(in directory: String) throws(Failure) -> [String] {
    guard let stream = opendir(directory) else {
      throw Failure(
        Failure.input,
        "\(directory): " + String(cString: strerror(errno)))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(suffix) { names.append(directory + "/" + name) }
    }
    return names.sorted()
  }
}

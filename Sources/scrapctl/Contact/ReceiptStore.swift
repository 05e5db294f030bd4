// SPDX-License-Identifier: Apache-2.0

import FileNVM
import Glibc
import ScrapCommander
import ScrapGround

/// A directory of receipts, one file an exchange. A file is always whole: it
/// is written under another name, synced, and renamed.
struct ReceiptStore {
  private static let suffix = ".receipt.json"
  /// Five messages in hex and their words have less than half of it.
  private static let byteCountMax = 65_536
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

  /// The file of a request to a satellite: its task_id as far as a file name
  /// may have it, and what makes it unique. A satellite that has another key is
  /// another one: what the first proved stays.
  private func path(
    of request: SignedRequest, _ executorKey: [UInt8]
  ) -> String {
    let name = request.taskID.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte)
        || (0x61...0x7a).contains(byte) || byte == UInt8(ascii: "-")
      return isPlain ? byte : UInt8(ascii: "_")
    }
    return directory + "/" + String(decoding: name, as: UTF8.self) + "-"
      + HexText.text(request.digest.prefix(8)) + "-"
      + HexText.text(executorKey.dropFirst().prefix(4)) + Self.suffix
  }

  /// Keeps a receipt, unless the file holds one that goes further: a refusal
  /// of today says nothing of a task that was accepted before. After a proof
  /// nothing is replaced: what comes later is the same again; nor by another
  /// accept, which should be the same (E-67). A file that does not hold is
  /// replaced.
  ///
  /// - Parameters:
  ///   - receipt: what was sent and received.
  ///   - executorKey: the satellite's key.
  ///   - commanderKey: the commander's.
  ///   - keptAtSeconds: the commander's own time, Unix seconds.
  /// - Returns: the file's path; nil if the older one stays.
  /// - Throws: a `ReceiptFault` if it does not hold; status 74 if the older one
  ///   cannot be read, or this one not be written: the older one stays, unless
  ///   its directory alone cannot be synced.
  func keep(
    _ receipt: Receipt, executorKey: [UInt8], commanderKey: [UInt8],
    keptAtSeconds: UInt64
  ) throws -> String? {
    let facts = try receipt.verified(
      executorKey: executorKey, commanderKey: commanderKey)
    let path = path(of: facts.request, executorKey)
    let older = try Self.older(at: path)
    let olderFacts = try? older?.verified(
      executorKey: executorKey, commanderKey: commanderKey)
    if let older = older?.receipt, let state = olderFacts?.state {
      let isLess =
        state == facts.state
        && (older.binding != nil && receipt.binding == nil
          || older.accept != nil && older.accept != receipt.accept)
      guard state != .proved, state <= facts.state, !isLess else {
        return nil
      }
    }
    let text = receipt.text(
      facts, executorKey: executorKey, keptAtSeconds: keptAtSeconds)
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

  /// The receipt that is there; nil if there is none, or something else.
  private static func older(at path: String) throws -> KeptReceipt? {
    let bytes: [UInt8]
    do {
      bytes = try content(of: path)
    } catch GroundError.file(_, let cause) {
      var status = stat()
      guard stat(path, &status) != 0, errno == ENOENT else {
        throw Failure(
          Failure.store, "\(path): a receipt that cannot be read: \(cause)")
      }
      return nil
    } catch {
      return nil
    }
    return try? KeptReceipt(parsing: bytes, place: path)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Self.failure(path) }
    let isWritten = Console.write(bytes, to: file) && fsync(file) == 0
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

  /// A file's bytes.
  ///
  /// - Throws: as `RegularFile.content`.
  static func content(of path: String) throws(GroundError) -> [UInt8] {
    try RegularFile.content(
      of: path, byteCountMax: byteCountMax, what: "a receipt")
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

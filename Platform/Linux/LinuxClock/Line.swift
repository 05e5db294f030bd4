// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Opens lines to receivers. Nothing here waits.
enum Line {
  /// Opens a serial device for reading and sets it: raw, 8N1, no flow control.
  /// What lay in its buffer is thrown away, for nobody knows since when.
  static func openSerial(
    path: String, baudRate: BaudRate
  ) throws(LinkProblem) -> Int32 {
    let descriptor = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw openingProblem(errno) }
    var settings = termios()
    // Only terminals have settings.
    guard tcgetattr(descriptor, &settings) == 0 else {
      let code = errno
      close(descriptor)
      throw code == EIO ? .hungUp : .notDevice
    }
    cfmakeraw(&settings)
    settings.c_iflag &= ~tcflag_t(IXOFF | IXANY)
    settings.c_cflag &= ~(tcflag_t(CSTOPB) | tcflag_t(CRTSCTS))
    settings.c_cflag |= tcflag_t(CREAD | CLOCAL)
    guard cfsetispeed(&settings, baudRate.speed) == 0,
      cfsetospeed(&settings, baudRate.speed) == 0,
      tcsetattr(descriptor, TCSANOW, &settings) == 0,
      tcflush(descriptor, TCIFLUSH) == 0
    else {
      let code = errno
      close(descriptor)
      throw code == EIO ? .hungUp : .systemFailed
    }
    return descriptor
  }

  private static func openingProblem(_ code: Int32) -> LinkProblem {
    switch code {
    case ENOENT, ENOTDIR, ENXIO, ENODEV, ENAMETOOLONG, ELOOP: .notFound
    case EACCES, EPERM: .notPermitted
    case EBUSY: .busy
    // A pseudo-terminal whose other side is gone.
    case EIO: .hungUp
    default: .systemFailed
    }
  }

  /// Begins to connect.
  static func connect(
    address: String, port: UInt16
  ) throws(LinkProblem) -> Int32 {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(port), &hints, &found) == 0,
      let found
    else { throw .unreachable }
    defer { freeaddrinfo(found) }
    let flags = Int32(
      SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(found.pointee.ai_family, flags, 0)
    guard descriptor >= 0 else { throw .systemFailed }
    let result = Glibc.connect(
      descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen)
    guard result == 0 || errno == EINPROGRESS else {
      close(descriptor)
      throw .unreachable
    }
    return descriptor
  }

  /// Whether a connection has come about; false as long as nobody knows.
  static func isConnected(_ descriptor: Int32) throws(LinkProblem) -> Bool {
    var event = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&event, 1, 0) > 0 else { return false }
    var code: Int32 = 0
    var byteCount = socklen_t(MemoryLayout<Int32>.size)
    guard
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &byteCount) == 0,
      code == 0
    else { throw code == ETIMEDOUT ? .timedOut : .unreachable }
    return true
  }

  /// Asks gpsd for what the receiver sends, unprocessed.
  static func askDaemon(_ descriptor: Int32) throws(LinkProblem) {
    let request = Array("?WATCH={\"enable\":true,\"raw\":1}\n".utf8)
    let sent = send(
      descriptor, request, request.count,
      Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    guard sent == request.count else { throw .hungUp }
  }
}

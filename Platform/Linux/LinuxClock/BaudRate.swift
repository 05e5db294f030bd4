// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Bits a second on a serial line.
public enum BaudRate: Int, Sendable {
  /// What NMEA 0183 asks for.
  case baud4800 = 4_800
  case baud9600 = 9_600
  case baud19200 = 19_200
  case baud38400 = 38_400
  case baud57600 = 57_600
  case baud115200 = 115_200
  case baud230400 = 230_400
  case baud460800 = 460_800
  case baud921600 = 921_600

  /// The system's name of it.
  var speed: speed_t {
    switch self {
    case .baud4800: speed_t(B4800)
    case .baud9600: speed_t(B9600)
    case .baud19200: speed_t(B19200)
    case .baud38400: speed_t(B38400)
    case .baud57600: speed_t(B57600)
    case .baud115200: speed_t(B115200)
    case .baud230400: speed_t(B230400)
    case .baud460800: speed_t(B460800)
    case .baud921600: speed_t(B921600)
    }
  }
}

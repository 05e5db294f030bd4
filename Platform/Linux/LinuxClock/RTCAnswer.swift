// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// What a real-time clock answered.
enum RTCAnswer {
  case notThere
  /// It knows that it has no time.
  case invalid
  case unreadable
  /// The bits are RTC_VL_*; 0 from a device that keeps none.
  case time(rtc_time, voltageBits: UInt32)

  /// RTC_VL_DATA_INVALID, RTC_VL_BACKUP_EMPTY, RTC_VL_ACCURACY_LOW. A low
  /// backup or a switch to it still keeps time.
  static let voltageBitsWithoutTime: UInt32 = 1 << 0 | 1 << 2 | 1 << 3

  /// Why RTC_RD_TIME failed: the kernel says EINVAL of a time that the device
  /// marked invalid, and ENOTTY if it is no such device.
  static func failure(of code: Int32) -> RTCAnswer {
    switch code {
    case EINVAL: .invalid
    case ENOTTY, ENODEV, ENXIO: .notThere
    default: .unreadable
    }
  }
}
